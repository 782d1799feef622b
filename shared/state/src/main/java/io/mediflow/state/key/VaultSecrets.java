package io.mediflow.state.key;

import io.mediflow.model.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets of Secrets Manager, one value in a line, the newest first; believed for a minute, and so is that there is none. */
public final class VaultSecrets implements Secrets {

  /** @param values empty where there is no such secret */
  private record Held(Optional<List<byte[]>> values, Instant until) {}

  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final SecretsManagerClient client;
  private final String prefix;
  private final Clock clock;
  private final Map<String, Held> cache = new ConcurrentHashMap<>();

  /** @param prefix of the deployment's secrets, for example {@code mediflow/} */
  public VaultSecrets(SecretsManagerClient client, String prefix, Clock clock) {
    this.client = client;
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public List<byte[]> read(String name) {
    Instant now = clock.instant();
    Held held = cache.get(name);
    if (held == null || !now.isBefore(held.until())) {
      held = new Held(fetch(name), now.plus(BELIEVED));
      cache.put(name, held);
    }
    return held.values().orElseThrow(() -> new IllegalStateException("there is no secret " + prefix + name
        + " in Secrets Manager; make it, one value in a line, the newest first"));
  }

  private Optional<List<byte[]>> fetch(String name) {
    try {
      return Optional.of(client.getSecretValue(request -> request.secretId(prefix + name)).secretString().lines()
          .map(String::strip).filter(line -> !line.isEmpty())
          .map(line -> line.getBytes(StandardCharsets.UTF_8)).toList());
    } catch (ResourceNotFoundException missing) {
      return Optional.empty(); // knocks of strangers must not become calls
    }
  }
}
