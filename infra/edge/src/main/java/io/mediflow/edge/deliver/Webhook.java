package io.mediflow.edge.deliver;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Posts a message to MediFlow's webhook. Redirects are not followed: the secret goes to the address that was named alone. */
public final class Webhook implements AutoCloseable {

  private static final String TYPE = "application/hl7-v2; charset=utf-8";

  private final HttpClient client;
  private final Target target;
  private final Duration timeout;
  private final InstantSource clock;

  public Webhook(Target target, Duration timeout, InstantSource clock) {
    this.target = target;
    this.timeout = timeout;
    this.clock = clock;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout)
        .followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /** @param body UTF-8 */
  Outcome post(byte[] body) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(target.hook()).timeout(timeout)
        .header("Content-Type", TYPE).header(target.header(), target.secret())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    try {
      return outcome(client.send(request, HttpResponse.BodyHandlers.discarding()));
    } catch (HttpTimeoutException slow) {
      return later("MediFlow did not answer within " + timeout.toSeconds() + " s");
    } catch (SSLException tls) {
      return later("the TLS connection failed: see whether the certificate is trusted here, or a proxy is in between");
    } catch (IOException away) {
      return later("MediFlow cannot be reached (" + away.getClass().getSimpleName() + "): see network, DNS and firewall");
    }
  }

  private Outcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    return switch (status) {
      case 400, 413, 415 -> new Outcome.Refused("MediFlow refused it with status " + status + ", and would again.");
      case 401, 403 -> new Outcome.Locked("status " + status + ": secret and connection do not fit. Correct the secret or --to");
      case 404 -> new Outcome.Locked("status 404: the address after --to is no connection's feed. Correct it");
      case 408, 425, 429 -> later(response);
      default -> status >= 200 && status < 300 ? new Outcome.Delivered()
          : status >= 500 ? later(response)
          : new Outcome.Locked("status " + status + ", which no webhook answers. See whether the address after --to is right");
    };
  }

  private static Outcome later(String reason) {
    return new Outcome.Later(reason, Optional.empty());
  }

  private Outcome later(HttpResponse<Void> response) {
    return new Outcome.Later("MediFlow answered with status " + response.statusCode(),
        response.headers().firstValue("Retry-After").flatMap(this::pause));
  }

  /** Seconds or a date (RFC 9110, 10.2.3). */
  private Optional<Duration> pause(String said) {
    String text = said.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant end = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(clock.instant(), end);
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Breaks off what is under way: its message is sent again. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
