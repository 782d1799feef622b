package io.mediflow.edge.deliver;

import java.io.IOException;
import java.net.URI;
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

/**
 * Posts messages to MediFlow's webhook, asks there for messages out, and says that the agent lives. Redirects are not followed: the
 * secret goes to the address that was named alone.
 */
public final class Webhook implements AutoCloseable {

  private static final String TYPE = "application/hl7-v2; charset=utf-8";
  private static final byte[] NOTHING = {};
  /** MediFlow believes no signature beyond five minutes; before that, the clock is worth a word. */
  private static final Duration CLOCK_OFF = Duration.ofMinutes(4);

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
    return send(request).outcome();
  }

  /** Says what became of the last message out, and gets the next one. */
  public Reply exchange(byte[] report) throws InterruptedException {
    return signed("/outbound", report);
  }

  /** Says that the agent lives. */
  public Reply alive(byte[] report) throws InterruptedException {
    return signed("/alive", report);
  }

  private Reply signed(String path, byte[] report) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.hook() + path)).timeout(timeout)
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(report));
    Signature.of(report, target.secret(), clock.instant()).forEach(request::header);
    return send(request.build());
  }

  private Reply send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(outcome(response), response.body());
    } catch (HttpTimeoutException slow) {
      return later("MediFlow did not answer within " + timeout.toSeconds() + " s");
    } catch (SSLException tls) {
      return later("the TLS connection failed: see whether the certificate is trusted here, or a proxy is in between");
    } catch (IOException away) {
      return later("MediFlow cannot be reached (" + away.getClass().getSimpleName() + "): see network, DNS and firewall");
    }
  }

  private Outcome outcome(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    return switch (status) {
      case 400, 413, 415 -> new Outcome.Refused("MediFlow refused it with status " + status + ", and would again.");
      case 401, 403 -> new Outcome.Locked("status " + status + ": " + clockOff(response)
          .map(off -> "this machine's clock is " + off.toMinutes() + " minutes off. Correct it")
          .orElse("secret and connection do not fit. Correct the secret or --to"));
      case 404 -> new Outcome.Locked("status 404: the address after --to is no connection's feed. Correct it");
      case 408, 425, 429 -> later(response);
      default -> status >= 200 && status < 300 ? new Outcome.Delivered()
          : status >= 500 ? later(response)
          : new Outcome.Locked("status " + status + ", which no webhook answers. See whether the address after --to is right");
    };
  }

  private static Reply later(String reason) {
    return new Reply(new Outcome.Later(reason, Optional.empty()), NOTHING);
  }

  private Optional<Duration> clockOff(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Date").flatMap(Webhook::date)
        .map(there -> Duration.between(there, clock.instant()).abs()).filter(off -> off.compareTo(CLOCK_OFF) > 0);
  }

  private Outcome later(HttpResponse<byte[]> response) {
    return new Outcome.Later("MediFlow answered with status " + response.statusCode(),
        response.headers().firstValue("Retry-After").flatMap(this::pause));
  }

  /** Seconds or a date (RFC 9110, 10.2.3). */
  private Optional<Duration> pause(String said) {
    String text = said.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return date(text).map(end -> Duration.between(clock.instant(), end)).map(until -> until.isNegative() ? Duration.ZERO : until);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
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
