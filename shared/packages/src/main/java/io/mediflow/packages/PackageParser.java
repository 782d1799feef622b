package io.mediflow.packages;

import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.ConceptMap.Equivalence;
import io.mediflow.packages.MappingTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a package from its folder: {@code package.yaml}, one table per record type ({@code patient.yaml}),
 * {@code maps.yaml}, {@code operations.yaml}, {@code errors.yaml}. Whatever it does not know is refused, with file and line.
 */
public final class PackageParser {

  private final Function<String, String> files;
  private final String folder;

  private PackageParser(String folder, Function<String, String> files) {
    this.folder = folder;
    this.files = files;
  }

  /** Reads the package in this folder. */
  public static EhrPackage folder(Path folder) {
    return new PackageParser(String.valueOf(folder.getFileName()), file -> {
      try {
        return Files.readString(folder.resolve(file));
      } catch (IOException missing) {
        throw new PackageException(folder.getFileName() + "/" + file, 0, "there is no such file; a package has it");
      }
    }).parse();
  }

  /** Reads the package among a class loader's resources, for example {@code packages/smart-r4}. */
  public static EhrPackage resources(ClassLoader loader, String folder) {
    return new PackageParser(folder, file -> {
      try (InputStream stream = loader.getResourceAsStream(folder + "/" + file)) {
        if (stream == null) {
          throw new PackageException(folder + "/" + file, 0, "there is no such file; a package has it");
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }).parse();
  }

  private EhrPackage parse() {
    Section whole = section("package.yaml");
    String name = whole.text("name");
    String version = whole.text("version");
    if (!version.matches("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}")) {
      throw whole.wrong("version", "is three numbers, for example 1.0.0");
    }
    String title = whole.text("title");
    Map<String, InterfaceSpec> interfaces = required(whole, "interfaces").named(PackageParser::interfaceSpec);
    Map<String, ConceptMap> maps = section("maps.yaml").named(PackageParser::conceptMap);
    Map<RecordType, RecordSpec> records = new EnumMap<>(RecordType.class);
    required(whole, "records").named((label, section) -> {
      RecordType type = type(section, label);
      return records.put(type, recordSpec(type, section, interfaces.keySet(), maps.keySet()));
    });
    whole.end();
    Map<String, OperationSpec> operations =
        section("operations.yaml").named((label, section) -> operation(label, section, records));
    Section catalogue = section("errors.yaml");
    List<ErrorSpec> errors = catalogue.each("errors", PackageParser::error);
    catalogue.end();
    return new EhrPackage(name, version, title, interfaces, records, operations, maps, errors);
  }

  private static InterfaceSpec interfaceSpec(String name, Section section) {
    Optional<InterfaceSpec.HookSpec> hook = section.inner("hook").map(inner -> {
      InterfaceSpec.HookSpec spec = new InterfaceSpec.HookSpec(inner.text("mechanism"), inner.text("header"));
      if (!spec.mechanism().equals("header-secret")) {
        throw inner.wrong("mechanism", "has the value '" + spec.mechanism() + "'; there is header-secret");
      }
      inner.end();
      return spec;
    });
    return new InterfaceSpec(name, section.constant("auth", AuthMechanism.class), section.texts("scopes"),
        section.duration("timeout"), hook);
  }

  private static ConceptMap conceptMap(String name, Section section) {
    Set<String> sources = new HashSet<>();
    Set<String> written = new HashSet<>();
    List<ConceptMap.Entry> entries = section.each("entries", one -> {
      ConceptMap.Entry entry = new ConceptMap.Entry(one.text("source"), one.text("target"),
          one.find("equivalence").isEmpty() ? Equivalence.EQUIVALENT : one.constant("equivalence", Equivalence.class));
      if (!sources.add(entry.source())) {
        throw one.wrong("source", "'" + entry.source() + "' stands twice; a code means one thing");
      }
      if (entry.equivalence() == Equivalence.EQUIVALENT && !written.add(entry.target())) {
        throw one.wrong("target", "'" + entry.target() + "' is equivalent to two codes; a write could not choose");
      }
      return entry;
    });
    return new ConceptMap(name, entries);
  }

  private RecordSpec recordSpec(RecordType type, Section section, Set<String> interfaces, Set<String> maps) {
    String interfaceName = section.text("interface");
    if (!interfaces.contains(interfaceName)) {
      throw section.wrong("interface", "is '" + interfaceName + "'; there are " + String.join(", ", interfaces));
    }
    return new RecordSpec(type, interfaceName, table(type, maps),
        section.constants("strategies", RecordSpec.ChangeStrategy.class), section.optional("search").orElse(""),
        section.number("page-size"), section.duration("overlap"), section.duration("interval"));
  }

  private MappingTable table(RecordType type, Set<String> maps) {
    Section section = section(type.label() + ".yaml");
    RowParser parser = new RowParser(type, false);
    Set<String> read = new HashSet<>();
    Set<String> written = new HashSet<>();
    String resource = section.text("resource");
    List<Row> rows = section.each("rows", one -> {
      Row row = parser.row(one);
      if (row.map() != null && !maps.contains(row.map())) {
        throw one.wrong("map", "is '" + row.map() + "'; maps.yaml has " + String.join(", ", maps));
      }
      boolean twice = switch (row.direction()) {
        case READ -> !read.add(row.field());
        case WRITE -> !written.add(row.field());
        case BOTH -> !(read.add(row.field()) & written.add(row.field()));
      };
      if (twice) {
        throw one.wrong("field", "'" + row.field() + "' has two rows that go the same way; keep one");
      }
      return row;
    });
    section.end();
    return new MappingTable(type, resource, rows);
  }

  private static OperationSpec operation(String name, Section section, Map<RecordType, RecordSpec> records) {
    RecordType type = type(section, section.text("record"));
    if (!records.containsKey(type)) {
      throw section.wrong("record", "is '" + type.label() + "', which this package does not map");
    }
    Optional<OperationSpec.ExternalId> externalId = section.inner("external-id").map(inner -> {
      OperationSpec.ExternalId id = new OperationSpec.ExternalId(inner.text("search"), inner.text("system"));
      inner.end();
      return id;
    });
    OperationSpec spec = new OperationSpec(name, type, section.constant("verb", OperationSpec.Verb.class),
        Set.copyOf(section.texts("required")), Set.copyOf(section.texts("allowed")), section.values("fixed"), externalId,
        section.flag("absence-proves"), section.duration("settle"), Set.copyOf(section.texts("changed-by-ehr")));
    written(section, "required", spec.required(), records.get(type).table());
    written(section, "allowed", spec.allowed(), records.get(type).table());
    written(section, "fixed", spec.fixed().keySet(), records.get(type).table());
    return spec;
  }

  /** An operation may name only what its table can write; a 2xx that writes nothing is the worst answer. */
  private static void written(Section section, String key, Set<String> fields, MappingTable table) {
    for (String field : fields) {
      if (table.rows().stream()
          .noneMatch(row -> row.field().equals(field) && row.direction() != MappingTable.Direction.READ)) {
        throw section.wrong(key, "names '" + field + "', and no row of the table writes it");
      }
    }
  }

  private static ErrorSpec error(Section section) {
    return new ErrorSpec(section.constants("kinds", EhrFailure.Kind.class),
        section.find("status").isEmpty() ? Optional.empty() : Optional.of(section.number("status")),
        section.optional("code"), section.text("category"), section.text("sentence"), section.text("owner"),
        section.text("next-step"));
  }

  private static RecordType type(Section section, String label) {
    try {
      return RecordType.of(label);
    } catch (IllegalArgumentException none) {
      throw section.wrong("'" + label + "': " + none.getMessage());
    }
  }

  private static Section required(Section whole, String key) {
    return whole.inner(key).orElseThrow(() -> whole.wrong("'" + key + "' is missing"));
  }

  private Section section(String file) {
    String name = folder + "/" + file;
    return Section.of(name, Yaml.read(name, files.apply(file)));
  }
}
