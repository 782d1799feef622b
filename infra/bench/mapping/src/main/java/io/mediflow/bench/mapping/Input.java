package io.mediflow.bench.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an interface sends, of invented people: an HL7 v2 message or a FHIR resource. */
record Input(String name, byte[] bytes) {

  /** All messages, by name. */
  static List<Input> messages() {
    return folder("hl7");
  }

  /** All resources, named by their types. */
  static List<Input> resources() {
    return folder("fhir");
  }

  static Input resource(String type) {
    return resources().stream().filter(one -> one.name().equals(type)).findFirst().orElseThrow();
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<Input> folder(String name) {
    try (Stream<Path> files = Files.list(Path.of(Input.class.getResource("/" + name).toURI()))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().map(Input::read).toList();
    } catch (IOException | URISyntaxException broken) {
      throw new IllegalStateException("the inputs cannot be read; build the module again", broken);
    }
  }

  private static Input read(Path file) {
    String name = file.getFileName().toString();
    try {
      return new Input(name.substring(0, name.lastIndexOf('.')), Files.readAllBytes(file));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
