package io.mediflow.cli.command;

import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.embedded.EmbeddedAws;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A data folder as a running system leaves it to commands, on real tables; the system's API is not there, or what a test puts there. */
record RunningFolder(DataFolder data, DataFolder.Lock lock) implements AutoCloseable {

  static RunningFolder of(Path folder, EmbeddedAws aws) {
    return of(folder, aws, URI.create("http://127.0.0.1:1"));
  }

  static RunningFolder of(Path folder, EmbeddedAws aws, URI api) {
    DataFolder data = DataFolder.open(folder);
    DataFolder.Lock lock = data.lock().orElseThrow();
    Map<String, String> config = new HashMap<>(aws.config());
    config.put("mediflow.keystore", data.path().resolve("keystore.json").toString());
    config.put("mediflow.bodies.folder", data.folder("bodies").toString());
    new RunFile(1, api, Optional.empty(), 1, config).write(data);
    return new RunningFolder(data, lock);
  }

  @Override
  public void close() {
    lock.close();
  }
}
