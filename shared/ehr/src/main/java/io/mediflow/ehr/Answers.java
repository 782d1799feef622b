package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.ehr.Reply.Answered;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what an EHR answered: a resource, a page, or why not. */
final class Answers {

  private static final Map<Integer, Kind> NAMED = Map.of(
      401, Kind.UNAUTHENTICATED,
      403, Kind.FORBIDDEN,
      404, Kind.NOT_FOUND,
      409, Kind.CONFLICT,
      410, Kind.GONE,
      412, Kind.PRECONDITION,
      423, Kind.PRECONDITION,
      429, Kind.THROTTLED);

  private final Trees trees;
  private final Clock clock;

  Answers(ObjectMapper mapper, Clock clock) {
    this.trees = new Trees(mapper);
    this.clock = clock;
  }

  /** @param id that was asked for; another one in the body is another resource */
  EhrResult<EhrResource> resource(Reply reply, String type, Optional<String> id) {
    return onSuccess(reply, answer -> trees.object(answer.body())
        .filter(one -> isA(one, type) && id.map(one.path("id").asText()::equals).orElse(true))
        .<EhrResult<EhrResource>>map(one -> done(answer, one, type))
        .orElseGet(() -> malformed(answer)));
  }

  /** As {@link #resource}, for a write: the answer may be without a body, or hold an OperationOutcome that tells no error. */
  EhrResult<EhrResource> written(Reply reply, String type, Optional<String> id) {
    return onSuccess(reply, answer -> {
      var body = trees.object(answer.body());
      var silent = answer.body().length == 0
          || body.filter(one -> Issues.isOutcome(one) && !Issues.tellsAnError(one)).isPresent();
      return silent
          ? new EhrResult.Done<>(new EhrResource(
              new byte[0], located(answer, type).or(() -> id), answer.header("ETag"), HttpTimes.serverDate(answer)))
          : resource(answer, type, id);
    });
  }

  /** @param origin of the interface: a next link to elsewhere spoils the page */
  EhrResult<EhrPage> page(Reply reply, URI origin) {
    return onSuccess(reply, answer -> trees.object(answer.body())
        .filter(one -> isA(one, "Bundle"))
        .flatMap(bundle -> page(answer, bundle, origin))
        .<EhrResult<EhrPage>>map(EhrResult.Done::new)
        .orElseGet(() -> malformed(answer)));
  }

  /** A token endpoint's or discovery document's JSON object. */
  EhrResult<JsonNode> json(Reply reply) {
    return onSuccess(reply, answer -> trees.object(answer.body())
        .<EhrResult<JsonNode>>map(EhrResult.Done::new)
        .orElseGet(() -> malformed(answer)));
  }

  Trees trees() {
    return trees;
  }

  private Optional<EhrPage> page(Answered answer, JsonNode bundle, URI origin) {
    var entries = new ArrayList<EhrPage.Entry>();
    for (var entry : bundle.path("entry")) {
      var resource = entry.path("resource");
      if (Issues.isOutcome(resource)) {
        if (Issues.tellsAnError(resource)) {
          return Optional.empty();
        }
      } else {
        entries.add(entry(Optional.of(resource), trees.bytes(resource)));
      }
    }
    for (var link : bundle.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return next(answer.url(), link.path("url").asText(), origin)
            .map(next -> new EhrPage(entries, Optional.of(next), HttpTimes.serverDate(answer)));
      }
    }
    return Optional.of(new EhrPage(entries, Optional.empty(), HttpTimes.serverDate(answer)));
  }

  /** Where a page links to; empty where that is nowhere, elsewhere or the page itself. */
  static Optional<URI> next(URI page, String link, URI origin) {
    try {
      return Optional.of(link)
          .filter(text -> !text.isBlank())
          .map(page::resolve)
          .filter(next -> BaseUrls.sameOrigin(origin, next) && !next.equals(page));
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }

  /** @param resource empty for bytes that are no JSON object */
  static EhrPage.Entry entry(Optional<JsonNode> resource, byte[] bytes) {
    return new EhrPage.Entry(
        resource.map(one -> one.path("resourceType").asText()).orElse(""),
        resource.map(one -> one.path("id").asText()).orElse(""),
        resource.flatMap(Answers::lastUpdated), bytes);
  }

  <T> EhrResult<T> onSuccess(Reply reply, Function<Answered, EhrResult<T>> read) {
    return switch (reply) {
      case Answered answer when answer.status() / 100 == 2 -> read.apply(answer);
      case Answered answer -> new EhrResult.Failed<>(refused(answer));
      case Reply.Unreachable() -> failed(Kind.UNREACHABLE);
      case Reply.Broken broken -> failed(Kind.BROKEN);
      case Reply.Oversize() -> failed(Kind.MALFORMED);
      case Reply.TooLate() -> failed(Kind.TOO_LATE);
    };
  }

  private EhrFailure refused(Answered answer) {
    var issues = trees.object(answer.body()).map(Issues::read).orElse(List.of());
    return new EhrFailure(
        kind(answer.status()), answer.status(), issues, HttpTimes.retryAfter(answer, clock.instant()));
  }

  /** A 408 comes when the server lost patience, maybe in the middle of its work: as a 5xx it proves nothing. */
  private static Kind kind(int status) {
    if (status >= 500 || status == 408) {
      return Kind.SERVER_ERROR;
    }
    return status < 400 ? Kind.MALFORMED : NAMED.getOrDefault(status, Kind.REFUSED);
  }

  private static EhrResult<EhrResource> done(Answered answer, JsonNode resource, String type) {
    var id = Optional.of(resource.path("id").asText()).filter(one -> !one.isEmpty());
    return new EhrResult.Done<>(new EhrResource(
        answer.body(), id.or(() -> located(answer, type)), answer.header("ETag"), HttpTimes.serverDate(answer)));
  }

  /** {@code [base]/[type]/[id]} or {@code [base]/[type]/[id]/_history/[version]}. */
  private static Optional<String> located(Answered answer, String type) {
    var pattern = Pattern.compile("(?:^|/)" + Pattern.quote(type) + "/([^/?#]+)(?:/_history/[^/?#]*)?/?$");
    return answer.header("Location").map(pattern::matcher).filter(found -> found.find()).map(found -> found.group(1));
  }

  private static boolean isA(JsonNode resource, String type) {
    return resource.path("resourceType").asText().equals(type);
  }

  private static Optional<Instant> lastUpdated(JsonNode resource) {
    try {
      var text = resource.at("/meta/lastUpdated").asText();
      return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  private static <T> EhrResult<T> malformed(Answered answer) {
    return new EhrResult.Failed<>(
        new EhrFailure(Kind.MALFORMED, answer.status(), List.of(), Optional.empty()));
  }

  private static <T> EhrResult<T> failed(Kind kind) {
    return new EhrResult.Failed<>(EhrFailure.of(kind));
  }
}
