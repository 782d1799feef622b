package io.mediflow.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.mapping.golden.Golden;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The golden cases in a package's folder, {@code golden/INTERFACE/KIND/CASE}, in order. */
public final class GoldenFolder {

  private final EhrPackage ehr;
  private final Path folder;

  /** @param folder the package's */
  public GoldenFolder(EhrPackage ehr, Path folder) {
    this.ehr = ehr;
    this.folder = folder.resolve("golden");
  }

  /** Takes each case: its name {@code INTERFACE/KIND/CASE}, its folder, and what it comes to. */
  public interface Taker {
    void take(String name, Path folder, JsonNode came) throws IOException;
  }

  /** @throws IllegalArgumentException when a folder is named as no interface or no kind of case */
  public void each(Taker taker) throws IOException {
    for (Path from : folders(folder)) {
      String interfaceName = from.getFileName().toString();
      if (!ehr.interfaces().containsKey(interfaceName)) {
        throw new IllegalArgumentException(from + " is named as no interface of " + ehr.name() + "; it has "
            + String.join(", ", ehr.interfaces().keySet()));
      }
      Golden golden = new Golden(ehr, Overlay.NONE, interfaceName);
      for (Path kind : folders(from)) {
        for (Path one : folders(kind)) {
          taker.take(folder.relativize(one).toString(), one, came(golden, kind, given(one)));
        }
      }
    }
  }

  private static JsonNode came(Golden golden, Path kind, Golden.Case one) throws IOException {
    return switch (kind.getFileName().toString()) {
      case "read" -> golden.read(one);
      case "create" -> golden.create(one);
      case "update" -> golden.update(one);
      default -> throw new IllegalArgumentException(kind + " is no kind of golden case; there are read, create and update");
    };
  }

  private static Golden.Case given(Path folder) throws IOException {
    Path message = folder.resolve("input.hl7");
    return new Golden.Case(Files.readAllBytes(Files.exists(message) ? message : folder.resolve("input.json")),
        text(folder.resolve("zone.txt")).map(ZoneId::of), text(folder.resolve("record.txt")).map(RecordType::of));
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    }
  }
}
