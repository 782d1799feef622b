package io.mediflow.state.key;

import io.mediflow.model.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Secrets of the key store file. */
public final class FileSecrets implements Secrets {

  private final KeyStoreFile store;

  public FileSecrets(KeyStoreFile store) {
    this.store = store;
  }

  @Override
  public List<byte[]> read(String name) {
    return store.secret(name)
        .orElseThrow(() -> new IllegalStateException(
            "there is no secret " + name + " in " + store.file() + "; make it with the command line"))
        .stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
