package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mediflow.cli.Failure;
import io.mediflow.golden.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Holds what golden cases come to against their {@code expected.json}. */
final class GoldenCheck {

  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(SerializationFeature.INDENT_OUTPUT).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final boolean write;
  private final Consumer<String> say;
  private int cases;
  private int different;
  private int written;

  GoldenCheck(boolean write, Consumer<String> say) {
    this.write = write;
    this.say = say;
  }

  void run(Path folder) {
    try {
      new GoldenFolder(PackageArgument.find(folder.toString()).ehr(), folder).each(this::take);
    } catch (IOException unreadable) {
      throw new Failure(folder
          + " has a golden case that cannot be read: each has input.json or input.hl7, as UTF-8 JSON or as it was sent.");
    } catch (IllegalArgumentException misnamed) {
      throw new Failure(misnamed.getMessage() + ".");
    }
  }

  int cases() {
    return cases;
  }

  int different() {
    return different;
  }

  int written() {
    return written;
  }

  private void take(String name, Path folder, JsonNode came) throws IOException {
    cases++;
    Path expected = folder.resolve("expected.json");
    JsonNode plain = JSON.readTree(JSON.writeValueAsBytes(came));
    if (Files.exists(expected)) {
      if (!JSON.readTree(Files.readAllBytes(expected)).equals(plain)) {
        different++;
        say.accept("DIFFERS " + name + ": it comes to");
        say.accept(JSON.writeValueAsString(JSON.treeToValue(plain, Object.class)));
      }
    } else if (write) {
      Files.writeString(expected, JSON.writeValueAsString(JSON.treeToValue(plain, Object.class)) + "\n");
      written++;
      say.accept("wrote " + name + "/expected.json; read it");
    } else {
      different++;
      say.accept("DIFFERS " + name + ": it has no expected.json; make it with --write and read it");
    }
  }
}
