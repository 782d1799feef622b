package io.mediflow.testkit.memory;

import io.mediflow.model.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Secrets in memory. */
public final class MemorySecrets implements Secrets {

  private final Map<String, List<byte[]>> secrets = new ConcurrentHashMap<>();

  /** @param values the newest first */
  public MemorySecrets with(String name, String... values) {
    secrets.put(name, Stream.of(values).map(one -> one.getBytes(StandardCharsets.UTF_8)).toList());
    return this;
  }

  @Override
  public List<byte[]> read(String name) {
    List<byte[]> values = secrets.get(name);
    if (values == null) {
      throw new IllegalStateException("there is no secret named " + name);
    }
    return values;
  }
}
