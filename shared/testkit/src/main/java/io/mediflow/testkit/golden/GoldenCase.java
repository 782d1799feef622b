package io.mediflow.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One case: a folder with {@code input.json} or {@code input.hl7}, {@code expected.json}, and whatever else the test wants to know. */
public record GoldenCase(Path folder) {

  public String name() {
    return folder.getFileName().toString();
  }

  /** The input as it is, well-formed or not. */
  public byte[] input() {
    return bytes(Files.exists(folder.resolve("input.hl7")) ? "input.hl7" : "input.json");
  }

  public Optional<String> text(String file) {
    return Files.exists(folder.resolve(file)) ? Optional.of(new String(bytes(file), StandardCharsets.UTF_8)) : Optional.empty();
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException missing) {
      throw new UncheckedIOException("the golden case " + name() + " has no " + file, missing);
    }
  }
}
