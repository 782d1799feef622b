package io.mediflow.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.mapping.golden.Golden;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints what each golden case of the bundled packages comes to, one line each. The argument is the packages' folder. */
public final class GoldenRun {

  private GoldenRun() {}

  public static void main(String... arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: golden FOLDER-OF-PACKAGES");
      System.exit(2);
    }
    long start = System.nanoTime();
    int cases = 0;
    for (EhrPackage ehr : Packages.bundled().all()) {
      for (Path from : folders(Path.of(arguments[0], ehr.name(), "golden"))) {
        Golden golden = new Golden(ehr, Overlay.NONE, from.getFileName().toString());
        for (Path kind : folders(from)) {
          for (Path one : folders(kind)) {
            System.out.println(String.join("/", ehr.name(), from.getFileName().toString(), kind.getFileName().toString(),
                one.getFileName().toString()) + " " + came(golden, kind.getFileName().toString(), given(one)));
            cases++;
          }
        }
      }
    }
    System.err.println(cases + " cases in " + (System.nanoTime() - start) / 1_000_000 + " ms, the loading of the packages included");
  }

  private static JsonNode came(Golden golden, String kind, Golden.Case one) throws IOException {
    return switch (kind) {
      case "read" -> golden.read(one);
      case "create" -> golden.create(one);
      case "update" -> golden.update(one);
      default -> throw new IllegalArgumentException("there is no kind of case " + kind);
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
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).sorted().toList();
    }
  }
}
