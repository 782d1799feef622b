package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks a package through file by file, so that one mistake does not hide those of other files, and for what the parser does
 * not mind: tables that no record names, cases of no interface, another name than the folder's.
 */
public final class PackageLint {

  private static final Map<String, Format> FORMATS =
      Map.of("resource", Format.FHIR_R4, "messages", Format.HL7V2, "document", Format.JSON);

  private final Path folder;
  private final String name;
  private final PackageFiles files;
  private final Set<String> problems = new LinkedHashSet<>();

  private PackageLint(Path folder) {
    this.folder = folder;
    this.name = folder.getFileName().toString();
    this.files = PackageFiles.folder(folder.getParent()).of(name);
  }

  /** @return sentences, each beginning with file and line; none for a sound package */
  public static List<String> problems(Path folder) {
    PackageLint lint = new PackageLint(folder.toAbsolutePath().normalize());
    lint.look();
    return List.copyOf(lint.problems);
  }

  private void look() {
    Optional<EhrPackage> whole = attempt(
        () -> new PackageParser(files, name, mistake -> problems.add(mistake.getMessage())).parse());
    if (whole.isPresent()) {
      strays(whole.get());
    } else {
      withoutPackageFile();
    }
    if (!Files.isRegularFile(folder.resolve("README.md"))) {
      problems.add(name + "/README.md: it is missing; say what is configurable and what is not proved");
    }
  }

  private void strays(EhrPackage ehr) {
    if (!ehr.name().equals(name)) {
      problems.add(name + "/package.yaml: 'name' is '" + ehr.name() + "'; a package is named as its folder, " + name);
    }
    Set<String> named = new TreeSet<>();
    ehr.records().forEach(one -> named.add(one.interfaceName() + "/" + one.type().label() + ".yaml"));
    for (String table : tables()) {
      if (!named.contains(table)) {
        problems.add(name + "/" + table + ": no record in package.yaml names it; add it there, or delete it");
      }
    }
    Path golden = folder.resolve("golden");
    if (Files.isDirectory(golden)) {
      folders(golden).stream().map(one -> one.getFileName().toString()).filter(one -> !ehr.interfaces().containsKey(one))
          .forEach(one -> problems.add(name + "/golden/" + one + ": there is no such interface; there are "
              + String.join(", ", ehr.interfaces().keySet())));
    }
  }

  /** What can be said of the other files while package.yaml itself cannot be read to its end. */
  private void withoutPackageFile() {
    PackageParser parser = new PackageParser(files, name, mistake -> problems.add(mistake.getMessage()));
    Map<String, ConceptMap> maps = parser.maps(folders(folder).stream().map(one -> one.getFileName().toString()).toList());
    attempt(() -> files.section(name + "/operations.yaml"));
    attempt(() -> parser.errors(name + "/errors.yaml"));
    for (String table : tables()) {
      String path = name + "/" + table;
      attempt(() -> files.section(path)).flatMap(one -> format(one, 0)).ifPresent(format -> attempt(() -> new TableParser(
          files, type(path, table), table.substring(0, table.indexOf('/')), format, maps.keySet()).table(path)));
    }
  }

  private RecordType type(String path, String table) {
    String label = table.substring(table.indexOf('/') + 1, table.length() - ".yaml".length());
    try {
      return RecordType.of(label);
    } catch (IllegalArgumentException none) {
      throw new PackageException(path, 0, "a table is named as its record type: " + none.getMessage());
    }
  }

  /** By the key that says what it reads, its own or its base's. */
  private Optional<Format> format(Section table, int bases) {
    return FORMATS.entrySet().stream().filter(one -> table.find(one.getKey()).isPresent()).map(Map.Entry::getValue).findFirst()
        .or(() -> table.optional("base").filter(base -> bases < Section.MOST_BASES)
            .flatMap(base -> attempt(() -> files.section(base))).flatMap(base -> format(base, bases + 1)));
  }

  private List<String> tables() {
    List<String> tables = new ArrayList<>();
    for (Path from : folders(folder)) {
      if (!from.getFileName().toString().equals("golden")) {
        list(from).stream().map(one -> one.getFileName().toString()).filter(one -> one.endsWith(".yaml"))
            .filter(one -> !one.equals("maps.yaml")).forEach(one -> tables.add(from.getFileName() + "/" + one));
      }
    }
    return tables;
  }

  private <T> Optional<T> attempt(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (PackageException mistake) {
      problems.add(mistake.getMessage());
      return Optional.empty();
    }
  }

  private static List<Path> folders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
