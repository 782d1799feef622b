package io.mediflow.ehr;

import io.mediflow.ehr.BaseUrls.Verdict;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/** Carries out one HTTP call and says for sure how far it came. */
final class Wire {

  private static final Logger LOG = Logger.getLogger(Wire.class);
  private static final String ACCEPT = "application/fhir+json, application/json;q=0.9";
  private static final String PREFER = "return=representation";
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
  private static final int MAX_REDIRECTS = 3;

  /** What a write does. */
  enum Verb {
    CREATE,
    UPDATE,
    PATCH
  }

  /** @param ifMatch of a patch */
  record Write(Verb verb, URI url, Optional<String> bearer, Optional<String> ifMatch, byte[] body, Instant sendBy) {}

  /** We stop listening to an answer that has not ended. */
  private static final class Unwanted extends IOException {
    private final transient Reply reply;

    Unwanted(Reply reply) {
      this.reply = reply;
    }
  }

  private final RestClients clients = new RestClients();
  private final Clock clock;
  private final boolean allowLocal;

  Wire(Clock clock, boolean allowLocal) {
    this.clock = clock;
    this.allowLocal = allowLocal;
  }

  /**
   * Follows redirects within the origin only, and repeats once what a stale connection swallowed.
   *
   * @param more asked before each request after the first: the EHR counts them, too
   */
  Reply get(URI url, Duration timeout, Optional<String> bearer, BooleanSupplier more) {
    var at = url;
    for (var hop = 0; ; hop++) {
      var reply = getOnce(at, timeout, bearer);
      if (reply instanceof Reply.Broken(var early) && early && more.getAsBoolean()) {
        reply = getOnce(at, timeout, bearer);
      }
      var target = redirect(url, reply);
      if (target.isEmpty() || hop == MAX_REDIRECTS) {
        return reply;
      }
      if (!more.getAsBoolean()) {
        return new Reply.Broken(false);
      }
      at = target.get();
    }
  }

  /** Asks for what is answered later, once: who asks twice may get two. */
  Reply ask(URI url, Duration timeout, Optional<String> bearer) {
    return reading(url, timeout, http -> http.bulk(url.toString(), ACCEPT, bearer.orElse(null), "respond-async", null));
  }

  Reply delete(URI url, Duration timeout, Optional<String> bearer) {
    return reading(url, timeout, http -> http.delete(url.toString(), ACCEPT, bearer.orElse(null)));
  }

  /** Reads what is gone once it was read: once, and without redirects. */
  Reply once(URI url, Duration timeout, Optional<String> bearer) {
    return getOnce(url, timeout, bearer);
  }

  /** Posts a form, once. */
  Reply form(URI url, Duration timeout, Optional<String> bearer, byte[] body) {
    return reading(url, timeout, http -> http.form(url.toString(), "application/json", bearer.orElse(null), body));
  }

  /** Sends a write, once. */
  Reply send(Write write, Duration timeout) {
    if (!mayCall(write.url())) {
      return new Reply.Unreachable();
    }
    var left = Duration.between(clock.instant(), write.sendBy());
    if (left.isNegative()) {
      return new Reply.TooLate();
    }
    var deadline = deadline(timeout);
    var departure = new Departure(clock, write.sendBy(), deadline);
    var http = clients.writing(write.url(), shorter(left, timeout), timeout, departure);
    try {
      return answered(write.url(), send(http, write), deadline);
    } catch (Unwanted unwanted) {
      return unwanted.reply;
    } catch (Exception failure) {
      return switch (departure.end()) {
        case CONNECTING -> new Reply.Unreachable();
        case DEPARTED -> new Reply.Broken(false);
        case TOO_LATE -> new Reply.TooLate();
      };
    } finally {
      RestClients.close(http);
    }
  }

  private static Response send(FhirHttp http, Write write) {
    var bearer = write.bearer().orElse(null);
    var url = write.url().toString();
    return switch (write.verb()) {
      case CREATE -> http.create(url, ACCEPT, bearer, PREFER, write.body());
      case UPDATE -> http.update(url, ACCEPT, bearer, PREFER, write.body());
      case PATCH -> http.patch(url, ACCEPT, bearer, PREFER, write.ifMatch().orElse(null), write.body());
    };
  }

  private Reply getOnce(URI url, Duration timeout, Optional<String> bearer) {
    return reading(url, timeout, http -> http.get(url.toString(), ACCEPT, bearer.orElse(null)));
  }

  private Reply reading(URI url, Duration timeout, Function<FhirHttp, Response> call) {
    if (!mayCall(url)) {
      return new Reply.Unreachable();
    }
    var deadline = deadline(timeout);
    var http = clients.reading(url, timeout);
    var response = Optional.<Response>empty();
    try {
      response = Optional.of(call.apply(http));
      return answered(url, response.get(), deadline);
    } catch (Unwanted unwanted) {
      clients.discard(url, timeout);
      return unwanted.reply;
    } catch (Exception failure) {
      if (response.isPresent()) {
        return new Reply.Broken(false);
      }
      return neverConnected(failure) ? new Reply.Unreachable() : new Reply.Broken(!isTimeout(failure));
    }
  }

  boolean mayCall(URI url) {
    return switch (BaseUrls.check(url, allowLocal)) {
      case Verdict.Allowed() -> true;
      case Verdict.Refused(var why) -> {
        LOG.warnf("Call to %s refused: %s", url.getHost(), why);
        yield false;
      }
      case Verdict.Unresolved unresolved -> false;
    };
  }

  static Reply.Answered answered(URI url, Response response, long deadline) throws IOException {
    try (response) {
      var headers = new HashMap<String, String>();
      response.getStringHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      return new Reply.Answered(url, response.getStatus(), headers, body(response, deadline));
    }
  }

  private static byte[] body(Response response, long deadline) throws IOException {
    if (!(response.getEntity() instanceof InputStream stream)) {
      return new byte[0];
    }
    var collected = new ByteArrayOutputStream();
    var chunk = new byte[16 * 1024];
    for (var read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
      collected.write(chunk, 0, read);
      if (collected.size() > MAX_ANSWER_BYTES) {
        throw new Unwanted(new Reply.Oversize());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new Unwanted(new Reply.Broken(false));
      }
    }
    return collected.toByteArray();
  }

  /** Where a redirect within the origin leads; to another origin none is followed, since the token would travel along. */
  private static Optional<URI> redirect(URI from, Reply reply) {
    if (!(reply instanceof Reply.Answered answer) || answer.status() / 100 != 3) {
      return Optional.empty();
    }
    try {
      return answer.header("Location").map(answer.url()::resolve).filter(target -> BaseUrls.sameOrigin(from, target));
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }

  static boolean neverConnected(Throwable failure) {
    return causes(failure, one -> one instanceof ConnectException
        || one instanceof UnknownHostException
        || one instanceof NoRouteToHostException
        || one instanceof SSLException);
  }

  static boolean isTimeout(Throwable failure) {
    return causes(failure, TimeoutException.class::isInstance);
  }

  private static boolean causes(Throwable failure, Predicate<Throwable> test) {
    for (var one = failure; one != null; one = one.getCause()) {
      if (test.test(one)) {
        return true;
      }
    }
    return false;
  }

  static long deadline(Duration timeout) {
    return System.nanoTime() + timeout.toNanos();
  }

  private static Duration shorter(Duration one, Duration other) {
    var shorter = one.compareTo(other) < 0 ? one : other;
    return shorter.toMillis() < 1 ? Duration.ofMillis(1) : shorter;
  }
}
