package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Feed;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A vendor's own JSON over REST, by the paths of the package. A document is given as the list of one that the answer has
 * it in, so that the package's tables find it. What nobody has said how to call is REFUSED without a call.
 */
@Singleton
@Typed({DocumentEhr.class, FeedEhr.class})
public class DocumentEhr implements Ehr, FeedEhr {

  private final Switchboard switchboard;
  private final FhirEhr common;
  private final Wire wire;
  private final DocumentAnswers answers;

  public DocumentEhr(Switchboard switchboard) {
    this.switchboard = switchboard;
    common = new FhirEhr(switchboard);
    wire = switchboard.wire();
    answers = new DocumentAnswers(switchboard.answers());
  }

  @Override
  public EhrResult<EhrResource> read(Access access, String type, String id) {
    return documents(access, type).filter(one -> one.read().isPresent()).map(one -> {
      var url = url(access, one.read().get().replace("{id}", encoded(id)));
      return switchboard.call(access, type + ".read", bearer -> answers.document(get(access, url, bearer), access, type, id));
    }).orElseGet(DocumentEhr::refused);
  }

  @Override
  public EhrResult<Boolean> subscribe(Access access, String type) {
    return feed(access, type).map(one -> one.subscription()
        .map(path -> switchboard.call(access, type + ".subscribe", bearer -> answers.taken(
            wire.form(url(access, path), access.timeout(), bearer, new byte[0]), access)))
        .orElseGet(() -> new EhrResult.Done<>(true))).orElseGet(DocumentEhr::refused);
  }

  @Override
  public EhrResult<EhrPage> look(Access access, String type, int size) {
    return feed(access, type)
        .flatMap(feed -> feed.leave().map(leave -> waiting(access, type, size, feed.path(), Optional.of(leave))))
        .orElseGet(DocumentEhr::refused);
  }

  @Override
  public EhrResult<EhrPage> take(Access access, String type, int size) {
    return feed(access, type).map(feed -> waiting(access, type, size, feed.path(), Optional.empty()))
        .orElseGet(DocumentEhr::refused);
  }

  @Override
  public EhrResult<EhrPage> taken(Access access, String type, int size, Instant from, Instant to) {
    return feed(access, type).map(feed -> {
      var times = feed.times();
      var query = feed.replay().replace("{from}", encoded(times.from(from))).replace("{to}", encoded(times.to(to)));
      return linked(access, type, size, url(access, with(feed.path(), query, limit(access, size))));
    }).orElseGet(DocumentEhr::refused);
  }

  @Override
  public EhrResult<EhrPage> follow(Access access, String type, int size, URI next) {
    return !BaseUrls.sameOrigin(access.base(), next) || feed(access, type).isEmpty()
        ? refused() : linked(access, type, size, next);
  }

  /** Only a destructive read of what waits may not be repeated when its answer is lost: the wire must not do so by itself. */
  private EhrResult<EhrPage> waiting(Access access, String type, int size, String path, Optional<String> leave) {
    var url = url(access, with(path, leave.orElse(""), limit(access, size)));
    return switchboard.call(access, type + ".changed",
        bearer -> answers.waiting(leave.isPresent() ? get(access, url, bearer) : wire.once(url, access.timeout(), bearer),
            access, type, size, url));
  }

  private EhrResult<EhrPage> linked(Access access, String type, int size, URI url) {
    return switchboard.call(access, type + ".changed",
        bearer -> answers.linked(get(access, url, bearer), access, type, size, url));
  }

  private Reply get(Access access, URI url, Optional<String> bearer) {
    return wire.get(url, access.timeout(), bearer, switchboard.calls().more(access));
  }

  /** No search is declared in packages: {@link FeedEhr} tells what changed. */
  @Override
  public EhrResult<EhrPage> search(Access access, String type, String query) {
    return refused();
  }

  @Override
  public EhrResult<EhrPage> follow(Access access, URI next) {
    return refused();
  }

  /** Writes go by FHIR only. */
  @Override
  public EhrResult<EhrResource> create(Access access, String type, byte[] resource, Instant sendBy) {
    return refused();
  }

  @Override
  public EhrResult<EhrResource> patch(
      Access access, String type, String id, byte[] patch, Optional<String> ifMatch, Instant sendBy) {
    return refused();
  }

  /** Whatever the interface answers at the path that shows whether it does. */
  @Override
  public EhrResult<EhrResource> capabilities(Access access) {
    var url = access.rest().map(rest -> url(access, rest.probe())).orElseThrow();
    return switchboard.call(access, "probe", bearer -> answers.any(get(access, url, bearer), access));
  }

  @Override
  public EhrResult<Instant> authenticate(Access access) {
    return common.authenticate(access);
  }

  @Override
  public EhrResult<Optional<Instant>> certificateEnds(Access access) {
    return common.certificateEnds(access);
  }

  private static Optional<Documents> documents(Access access, String type) {
    return access.rest().map(RestSpec::documents).map(all -> all.get(type));
  }

  private static Optional<Feed> feed(Access access, String type) {
    return documents(access, type).flatMap(Documents::feed);
  }

  private static String limit(Access access, int size) {
    return access.rest().flatMap(RestSpec::paging).map(one -> one.limit() + "=" + size).orElse("");
  }

  private static String with(String path, String... queries) {
    var whole = path;
    for (var query : queries) {
      whole += query.isEmpty() ? "" : (whole.contains("?") ? "&" : "?") + query;
    }
    return whole;
  }

  private static URI url(Access access, String path) {
    return URI.create(access.base() + "/" + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static <T> EhrResult<T> refused() {
    return new EhrResult.Failed<>(EhrFailure.of(Kind.REFUSED));
  }
}
