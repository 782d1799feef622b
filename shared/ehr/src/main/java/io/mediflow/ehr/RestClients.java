package io.mediflow.ehr;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** REST clients: one per origin and timeout with pooled connections for reading, one per write with a connection of its own. */
final class RestClients {

  private static final int MOST = 64;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int POOL = 20;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Shorter than servers and load balancers wait, so that few connections are stale when they are taken from the pool. */
  private static final int KEEP_ALIVE_SECONDS = 15;

  private record Key(String origin, Duration timeout) {}

  private final Map<Key, FhirHttp> cached = new LinkedHashMap<>(16, 0.75f, true);

  /** The shared client for calls that may be repeated. */
  synchronized FhirHttp reading(URI url, Duration timeout) {
    var key = new Key(origin(url), timeout);
    var found = cached.get(key);
    if (found == null) {
      var connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
      found = build(url, connect, timeout, true, request -> request.exceptionHandler(Departure::keepOutOfTheLog));
      cached.put(key, found);
      dropEldest();
    }
    return found;
  }

  /** Closes the shared client and with it a connection that is still delivering what nobody wants. */
  synchronized void discard(URI url, Duration timeout) {
    close(cached.remove(new Key(origin(url), timeout)));
  }

  /** A client for one write: a fresh connection is never a stale one, and {@code departure} sees only this write. */
  FhirHttp writing(URI url, Duration connect, Duration timeout, Consumer<HttpClientRequest> departure) {
    return build(url, connect, timeout, false, departure);
  }

  /** A client for one file, which goes with its connection: nobody else's call ends when nobody wants the rest of it. */
  FhirHttp downloading(URI url, Duration timeout) {
    var connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
    return builder(url, connect, timeout, false, request -> request.exceptionHandler(Departure::keepOutOfTheLog))
        // The body has a limit of its own of 100 s otherwise, which is longer than any lease.
        .httpClientOptionsCustomizer(options -> handshake(options, connect)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setReadIdleTimeout(Math.toIntExact(timeout.toMillis())))
        .build(FhirHttp.class);
  }

  static void close(FhirHttp http) {
    if (http == null) {
      return;
    }
    try {
      http.close();
    } catch (IOException neverMind) {
      // It is out of use either way.
    }
  }

  private void dropEldest() {
    if (cached.size() > MOST) {
      var eldest = cached.entrySet().iterator().next();
      cached.remove(eldest.getKey());
      close(eldest.getValue());
    }
  }

  private static FhirHttp build(
      URI url, Duration connect, Duration timeout, boolean keepAlive, Consumer<HttpClientRequest> beforeSending) {
    return builder(url, connect, timeout, keepAlive, beforeSending).build(FhirHttp.class);
  }

  private static QuarkusRestClientBuilder builder(
      URI url, Duration connect, Duration timeout, boolean keepAlive, Consumer<HttpClientRequest> beforeSending) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(URI.create(origin(url)))
        .disableDefaultMapper(true)
        .followRedirects(false)
        .connectTimeout(connect.toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .userAgent("mediflow")
        .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, keepAlive)
        .property(QuarkusRestClientProperties.CONNECTION_TTL, KEEP_ALIVE_SECONDS)
        .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, POOL)
        .property(QuarkusRestClientProperties.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
        .httpClientOptionsCustomizer(options -> handshake(options, connect))
        .httpClientRequestCustomizer(beforeSending);
  }

  private static HttpClientOptions handshake(HttpClientOptions options, Duration connect) {
    return options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS).setSslHandshakeTimeout(connect.toMillis());
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
