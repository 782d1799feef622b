package io.mediflow.state.wiring;

import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.state.key.KeyStoreFile;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Embedded parts, a folder for bodies and a key store file, told to the application as configuration. */
public class EmbeddedConfig implements QuarkusTestResourceLifecycleManager {

  private EmbeddedAws aws;

  @Override
  public Map<String, String> start() {
    try {
      aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
      Path folder = Files.createTempDirectory("wiring");
      KeyStoreFile keys = new KeyStoreFile(folder.resolve("keystore.json"));
      keys.makeSecret("record-id-key");
      keys.makeKey("es384", Algorithm.ES384, Optional.empty());
      Map<String, String> config = new HashMap<>(aws.config());
      config.put("mediflow.bodies.folder", folder.resolve("bodies").toString());
      config.put("mediflow.keystore", folder.resolve("keystore.json").toString());
      config.put("mediflow.time-scale", "10");
      return config;
    } catch (IOException full) {
      throw new IllegalStateException(full);
    }
  }

  @Override
  public void stop() {
    aws.close();
  }
}
