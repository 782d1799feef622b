package io.mediflow.sandbox.smart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The registered clients and their keys; a key set at an address is fetched anew when it lacks the key asked for, or when its time is up. */
public final class Clients {
  private static final String SETTING = "clients";
  private static final int LARGEST_KEY_SET = 64 * 1024;

  private final Store store;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Map<String, Client> byId = new ConcurrentHashMap<>();
  private final Map<URI, JWKSet> fetched = new ConcurrentHashMap<>();
  private final Map<URI, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(JWKSet set, Instant since) {}

  public Clients(Store store) {
    this.store = store;
    store.setting(SETTING).ifPresent(all -> all.forEach(json -> {
      Client client = Client.from(json);
      byId.put(client.id(), client);
    }));
  }

  /** Adds the client, or replaces the one of that id. */
  public synchronized void register(Client client) {
    ObjectNode all = Json.MAPPER.createObjectNode();
    byId.values().forEach(known -> all.set(known.id(), known.json()));
    all.set(client.id(), client.json());
    store.setting(SETTING, all);
    byId.put(client.id(), client);
    client.keysAt().ifPresent(fetched::remove);
    client.keysAt().ifPresent(kept::remove);
  }

  public Optional<Client> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The client's key of that id; an unreachable key set has none.
   *
   * @param time how long a set is believed, also when it lacks the key; empty when it is asked for again then
   */
  Optional<JWK> key(Client client, String kid, Optional<Duration> time, Instant now) {
    if (client.keys().isPresent()) {
      return Optional.ofNullable(client.keys().get().getKeyByKeyId(kid));
    }
    URI at = client.keysAt().orElseThrow();
    if (time.isPresent()) {
      return believed(at, time.get(), now).map(set -> set.getKeyByKeyId(kid));
    }
    Optional<JWK> known = Optional.ofNullable(fetched.get(at)).map(set -> set.getKeyByKeyId(kid));
    if (known.isPresent()) {
      return known;
    }
    Optional<JWKSet> fresh = fetch(at);
    fresh.ifPresent(set -> fetched.put(at, set));
    return fresh.map(set -> set.getKeyByKeyId(kid));
  }

  private Optional<JWKSet> believed(URI at, Duration time, Instant now) {
    Kept one = kept.get(at);
    if (one != null && one.since().plus(time).isAfter(now)) {
      return Optional.of(one.set());
    }
    Optional<JWKSet> fresh = fetch(at);
    fresh.ifPresent(set -> kept.put(at, new Kept(set, now)));
    return fresh;
  }

  private Optional<JWKSet> fetch(URI at) {
    HttpRequest request = HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(3)).header("Accept", "application/json").build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 || answer.body().length() > LARGEST_KEY_SET) {
        return Optional.empty();
      }
      return Optional.of(JWKSet.parse(answer.body()).toPublicJWKSet());
    } catch (IOException | ParseException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
