package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BulkEhr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** FHIR Bulk Data exports, by the switchboard that all calls go through. */
@ApplicationScoped
public class FhirBulk implements BulkEhr {

  /** As the largest answer. */
  private static final int LONGEST_LINE = 16 * 1024 * 1024;

  private final Switchboard switchboard;
  private final Wire wire;
  private final Downloads downloads;
  private final Exports exports;

  public FhirBulk(Switchboard switchboard) {
    this.switchboard = switchboard;
    wire = switchboard.wire();
    downloads = new Downloads(wire);
    exports = new Exports(switchboard.answers(), switchboard.mapper(), switchboard.clock());
  }

  @Override
  public EhrResult<URI> start(Access access, Wanted wanted) {
    var url = URI.create(access.base() + "/" + switch (wanted.level()) {
      case SYSTEM -> "";
      case PATIENT -> "Patient/";
      case GROUP -> "Group/" + encoded(wanted.group()) + "/";
    } + "$export?_outputFormat=" + encoded("application/fhir+ndjson") + "&_type=" + encoded(String.join(",", wanted.types()))
        + wanted.since().map(since -> "&_since=" + encoded(since.toString())).orElse(""));
    return switchboard.call(access, "export.start",
        bearer -> exports.started(wire.ask(url, access.timeout(), bearer), access.base(), wanted.alone()));
  }

  @Override
  public EhrResult<Job> look(Access access, URI job) {
    return !BaseUrls.sameOrigin(access.base(), job) ? failed(Kind.MALFORMED) : switchboard.call(access, "export.look",
        bearer -> exports.job(wire.get(job, access.timeout(), bearer, switchboard.calls().more(access))));
  }

  @Override
  public EhrResult<Boolean> read(Access access, File file, Place from, Lines lines) {
    EhrResult<Downloads.Opened.Open> opened = opened(access, file, from.ranged() ? from.bytes() : 0);
    if (opened instanceof EhrResult.Failed<Downloads.Opened.Open>(var failure)) {
      // A file that ends where the last line did has nothing from there on.
      return failure.status() == 416 && from.ranged() ? new EhrResult.Done<>(true) : new EhrResult.Failed<>(failure);
    }
    var open = ((EhrResult.Done<Downloads.Opened.Open>) opened).value();
    try (var connection = open.connection()) {
      return new EhrResult.Done<>(read(open, file, from, lines));
    } catch (IOException broken) {
      return failed(Kind.BROKEN);
    }
  }

  @Override
  public EhrResult<Boolean> end(Access access, URI job) {
    return !BaseUrls.sameOrigin(access.base(), job) ? failed(Kind.MALFORMED) : switchboard.call(access, "export.end",
        bearer -> exports.ended(wire.delete(job, access.timeout(), bearer)));
  }

  /** At another origin nobody counts our calls, and what fails there says nothing of the EHR. */
  private EhrResult<Downloads.Opened.Open> opened(Access access, File file, long from) {
    boolean own = BaseUrls.sameOrigin(access.base(), file.url());
    if (own && file.token()) {
      return switchboard.call(access, "export.file", bearer -> opened(access, file, from, bearer));
    }
    return own
        ? switchboard.callOpenly(access, "export.file", () -> opened(access, file, from, Optional.empty()))
        : switchboard.calls().metered(access, "export.file", () -> opened(access, file, from, Optional.empty()));
  }

  private EhrResult<Downloads.Opened.Open> opened(Access access, File file, long from, Optional<String> bearer) {
    return switch (downloads.open(file.url(), access.timeout(), bearer, from, switchboard.calls().more(access))) {
      case Downloads.Opened.Open open -> new EhrResult.Done<>(open);
      case Downloads.Opened.Closed(Reply reply) -> exports.refused(reply);
    };
  }

  private boolean read(Downloads.Opened.Open open, File file, Place from, Lines lines) throws IOException {
    boolean part = open.status() == 206;
    InputStream body = part ? open.body() : LineReader.unpacked(open.body());
    boolean ranged = part || !LineReader.isPacked(body) && "bytes".equals(open.headers().get("accept-ranges"));
    if (!part) {
      body.skipNBytes(from.bytes());
    }
    var reader = LineReader.from(body, from.bytes(), LONGEST_LINE);
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      var read = exports.line(file.holds(), next.get().bytes());
      if (read.isPresent() && !lines.take(read.get(), new Place(next.get().end(), ranged))) {
        return false;
      }
    }
    return true;
  }

  private static <T> EhrResult<T> failed(Kind kind) {
    return new EhrResult.Failed<>(EhrFailure.of(kind));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
