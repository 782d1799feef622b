package io.mediflow.ehr;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Opens files that are too large to be held, so that they are read as they come. */
final class Downloads {

  private static final String ACCEPT = "application/fhir+ndjson, application/ndjson;q=0.9, */*;q=0.1";
  private static final int MAX_REDIRECTS = 3;

  /** What came of opening. */
  sealed interface Opened {

    /**
     * @param headers first values by lower-case name
     * @param body    comes as fast as it is read, and no faster
     */
    record Open(int status, Map<String, String> headers, InputStream body, Closeable connection) implements Opened {}

    /** There is nothing to read. */
    record Closed(Reply reply) implements Opened {}
  }

  private final RestClients clients = new RestClients();
  private final Wire wire;

  Downloads(Wire wire) {
    this.wire = wire;
  }

  /**
   * Follows redirects to wherever they lead, but takes the token to the origin of {@code url} only: what an EHR puts aside for us
   * often lies in an object store, whose address is the permission.
   *
   * @param from byte to begin at; 0 asks for the whole
   * @param more asked before each request after the first
   */
  Opened open(URI url, Duration timeout, Optional<String> bearer, long from, BooleanSupplier more) {
    var at = url;
    for (var hop = 0; ; hop++) {
      var own = BaseUrls.sameOrigin(url, at) ? bearer : Optional.<String>empty();
      var opened = once(at, timeout, own, from);
      var target = opened instanceof Opened.Closed(Reply reply) ? redirect(reply) : Optional.<URI>empty();
      if (target.isEmpty() || hop == MAX_REDIRECTS) {
        return opened;
      }
      if (!more.getAsBoolean()) {
        return new Opened.Closed(new Reply.Broken(false));
      }
      at = target.get();
    }
  }

  private Opened once(URI url, Duration timeout, Optional<String> bearer, long from) {
    if (!wire.mayCall(url)) {
      return new Opened.Closed(new Reply.Unreachable());
    }
    var http = clients.downloading(url, timeout);
    var open = false;
    try {
      var response = http.bulk(url.toString(), ACCEPT, bearer.orElse(null), null, from == 0 ? null : "bytes=" + from + "-");
      if (response.getStatus() / 100 != 2) {
        return new Opened.Closed(Wire.answered(url, response, Wire.deadline(timeout)));
      }
      open = true;
      return opened(response, http);
    } catch (Exception failure) {
      return new Opened.Closed(
          Wire.neverConnected(failure) ? new Reply.Unreachable() : new Reply.Broken(!Wire.isTimeout(failure)));
    } finally {
      if (!open) {
        RestClients.close(http);
      }
    }
  }

  private static Opened.Open opened(Response response, FhirHttp http) {
    var headers = new HashMap<String, String>();
    response.getStringHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    var body = response.getEntity() instanceof InputStream stream ? stream : new ByteArrayInputStream(new byte[0]);
    return new Opened.Open(response.getStatus(), headers, body, () -> {
      response.close();
      http.close();
    });
  }

  private static Optional<URI> redirect(Reply reply) {
    if (!(reply instanceof Reply.Answered answer) || answer.status() / 100 != 3) {
      return Optional.empty();
    }
    try {
      return answer.header("Location").map(answer.url()::resolve);
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }
}
