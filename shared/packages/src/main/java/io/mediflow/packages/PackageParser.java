package io.mediflow.packages;

import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads a package from its folder: {@code package.yaml}, one table per interface and record type
 * ({@code fhir/patient.yaml}), {@code maps.yaml}, and one such in the folder of an interface that has codes of its own,
 * {@code operations.yaml}, {@code errors.yaml}. Whatever it does not know is refused, with file and line.
 */
public final class PackageParser {

  private final PackageFiles files;
  private final String folder;
  private final Consumer<PackageException> mistakes;

  /** @param mistakes is told what is wrong with a file besides {@code package.yaml}; if it returns, the others are read on */
  PackageParser(PackageFiles files, String folder, Consumer<PackageException> mistakes) {
    this.files = files;
    this.folder = folder;
    this.mistakes = mistakes;
  }

  /** Reads the package in this folder; a table may build on those of folders beside it and of the build. */
  public static EhrPackage folder(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    String name = whole.getFileName().toString();
    return new PackageParser(PackageFiles.folder(whole.getParent()).of(name), name, PackageParser::refuse).parse();
  }

  /** Reads the package among a class loader's resources, for example {@code packages/smart-r4}. */
  public static EhrPackage resources(ClassLoader loader, String folder) {
    int slash = folder.lastIndexOf('/') + 1;
    String name = folder.substring(slash);
    return new PackageParser(PackageFiles.resources(loader, folder.substring(0, slash)).of(name), name, PackageParser::refuse)
        .parse();
  }

  private static void refuse(PackageException mistake) {
    throw mistake;
  }

  EhrPackage parse() {
    Section whole = files.section(folder + "/package.yaml");
    String name = whole.text("name");
    String version = whole.text("version");
    if (!version.matches("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}")) {
      throw whole.wrong("version", "is three numbers, for example 1.0.0");
    }
    String title = whole.text("title");
    Map<String, InterfaceSpec> interfaces = required(whole, "interfaces").named(PackageParser::interfaceSpec);
    oneLimitPerBucket(whole, interfaces.values());
    HookParser.leadSomewhere(whole, interfaces.values());
    Map<String, ConceptMap> maps = maps(interfaces.keySet());
    List<RecordSpec> records = new ArrayList<>();
    required(whole, "records").named((label, section) -> {
      RecordType type = type(section, label);
      section.named((interfaceName, inner) -> {
        if (!interfaces.containsKey(interfaceName)) {
          throw inner.wrong("'" + interfaceName + "' is no interface; there are " + String.join(", ", interfaces.keySet()));
        }
        return records.add(recordSpec(type, inner, interfaces.get(interfaceName), maps.keySet()));
      });
      return type;
    });
    HookParser.tellOfRecords(whole, interfaces.values(), records);
    RestParser.fit(whole, interfaces.values(), records);
    Facts facts = FactsParser.facts(whole, records, interfaces.keySet());
    records.stream().filter(one -> !one.first().isEmpty() && !facts.startDepth().containsKey(one.type())).findFirst()
        .ifPresent(one -> {
          throw whole.wrong("start-depth", "says nothing of " + one.type().label() + ", whose first-search begins there; add it");
        });
    whole.end();
    Map<String, OperationSpec> operations = attempt(
        () -> OperationsParser.operations(files.section(folder + "/operations.yaml"), records), Map::of);
    return new EhrPackage(name, version, title, interfaces, records, operations, maps,
        attempt(() -> errors(folder + "/errors.yaml"), List::of), facts);
  }

  /** The package's, and under {@code INTERFACE/NAME} those of each interface that has codes of its own. */
  Map<String, ConceptMap> maps(Collection<String> interfaces) {
    Map<String, ConceptMap> maps = new LinkedHashMap<>(maps(folder + "/maps.yaml"));
    for (String one : interfaces) {
      String own = folder + "/" + one + "/maps.yaml";
      if (files.find(own).isPresent()) {
        maps(own).values().stream().map(map -> new ConceptMap(one + "/" + map.name(), map.entries()))
            .forEach(map -> maps.put(map.name(), map));
      }
    }
    return maps;
  }

  private Map<String, ConceptMap> maps(String path) {
    MapsParser parser = new MapsParser(files);
    return attempt(() -> parser.maps(path), () -> parser.names(path));
  }

  private <T> T attempt(Supplier<T> part, Supplier<T> standIn) {
    try {
      return part.get();
    } catch (PackageException mistake) {
      mistakes.accept(mistake);
      return standIn.get();
    }
  }

  private static InterfaceSpec interfaceSpec(String name, Section section) {
    Map<String, String> bases = new LinkedHashMap<>();
    section.values("bases").forEach((environment, base) -> bases.put(environment, base.toString()));
    Map<String, String> settings = new LinkedHashMap<>();
    section.values("settings").forEach((setting, what) -> settings.put(setting, what.toString()));
    Format format = section.find("format").isEmpty() ? Format.FHIR_R4 : section.constant("format", Format.class);
    return new InterfaceSpec(name, format,
        section.constant("auth", AuthMechanism.class), section.texts("scopes"), section.duration("timeout"),
        section.inner("hook").map(HookParser::hook), budgets(name, section), section.inner("throttle").map(PackageParser::throttle),
        section.inner("bulk").map(Bulk::read), bases, settings,
        section.inner("rest").map(one -> RestParser.rest(one, format, settings.keySet())));
  }

  private static List<InterfaceSpec.BudgetSpec> budgets(String name, Section section) {
    List<InterfaceSpec.BudgetSpec> budgets = section.oneOrEach("budget", inner -> budget(name, inner));
    if (budgets.stream().map(InterfaceSpec.BudgetSpec::bucket).distinct().count() > 1) {
      throw section.wrong("budget", "names two buckets; the limits of one interface are of one");
    }
    return budgets;
  }

  private static InterfaceSpec.ThrottleSpec throttle(Section section) {
    List<String> statuses = section.texts("statuses");
    if (statuses.isEmpty() || !statuses.stream().allMatch(one -> one.matches("4\\d\\d"))) {
      throw section.wrong("statuses", "lists what this EHR answers to who calls too often, each from 400 to 499");
    }
    boolean confirmed = !section.flag("unconfirmed");
    section.end();
    return new InterfaceSpec.ThrottleSpec(statuses.stream().map(Integer::valueOf).collect(Collectors.toSet()), confirmed);
  }

  private static InterfaceSpec.BudgetSpec budget(String name, Section section) {
    InterfaceSpec.BudgetSpec budget = new InterfaceSpec.BudgetSpec(section.number("calls"), section.duration("window"),
        section.optional("bucket").orElse(name), !section.flag("unconfirmed"));
    if (budget.calls() < 1) {
      throw section.wrong("calls", "is a number of calls, 1 or more");
    }
    if (budget.window().toMillis() < 1) {
      throw section.wrong("window", "is longer than nothing, for example PT1M");
    }
    section.end();
    return budget;
  }

  private static void oneLimitPerBucket(Section whole, Collection<InterfaceSpec> interfaces) {
    Map<String, InterfaceSpec> first = new LinkedHashMap<>();
    for (InterfaceSpec one : interfaces) {
      InterfaceSpec other = first.putIfAbsent(one.bucket(), one);
      if (other != null && !other.budgets().equals(one.budgets())) {
        throw whole.wrong("interfaces", "give the bucket '" + one.bucket() + "' two budgets, by " + other.name() + " and "
            + one.name() + "; write the same calls and window with each, or name two buckets");
      }
    }
  }

  private RecordSpec recordSpec(RecordType type, Section section, InterfaceSpec from, Set<String> maps) {
    Set<ChangeStrategy> strategies = section.constants("strategies", ChangeStrategy.class);
    boolean listed = strategies.stream().anyMatch(ChangeStrategy::listed);
    String path = folder + "/" + from.name() + "/" + type.label() + ".yaml";
    MappingTable table = attempt(
        () -> new TableParser(files, type, from.name(), from.format(), maps).table(path),
        () -> MappingTable.ofEveryField(type, from.format()));
    return new RecordSpec(type, from.name(), table, strategies,
        Setting.checked(section, "search", section.optional("search").orElse(""), from.settings().keySet(), Set.of()),
        listed ? section.number("page-size") : 0,
        listed ? section.duration("overlap") : Duration.ZERO,
        listed ? section.duration("interval") : silence(section),
        firstSearch(section, from),
        relist(section, strategies, from.settings().keySet()), from.bulk(),
        RestParser.documents(table, from.rest()).flatMap(RestSpec.Documents::feed));
  }

  private static Duration silence(Section section) {
    if (section.find("silence").isEmpty()) {
      return Duration.ZERO;
    }
    Duration silence = section.duration("silence");
    if (!silence.isPositive()) {
      throw section.wrong("silence", "is longer than nothing, for example PT24H");
    }
    return silence;
  }

  private static String firstSearch(Section section, InterfaceSpec from) {
    return section.optional("first-search").map(search -> {
      if (!search.contains("{from}")) {
        throw section.wrong("first-search", "does not say from when; write {from} where the day goes, for example date=ge{from}");
      }
      return Setting.checked(section, "first-search", search, from.settings().keySet(), Set.of("from"));
    }).orElse("");
  }

  private static Optional<Relist> relist(Section section, Set<ChangeStrategy> strategies, Set<String> settings) {
    Optional<Relist> relist = section.inner("relist").map(one -> RelistParser.relist(one, settings));
    if (relist.isPresent() && !strategies.contains(ChangeStrategy.WINDOWED_RELIST)) {
      throw section.wrong("relist", "is how windowed-relist lists, which is not among the strategies; add it there, or delete this");
    }
    return relist;
  }

  /** Its own entries, then those of the package that it builds on. */
  List<ErrorSpec> errors(String path) {
    return errors(path, 0);
  }

  private List<ErrorSpec> errors(String path, int bases) {
    Section catalogue = files.section(path);
    List<ErrorSpec> errors = new ArrayList<>(catalogue.each("errors", PackageParser::error));
    catalogue.optional("base").ifPresent(base -> {
      catalogue.bounded("base", bases);
      errors.addAll(errors(base + "/errors.yaml", bases + 1));
    });
    catalogue.end();
    return errors;
  }

  private static ErrorSpec error(Section section) {
    return new ErrorSpec(section.constants("kinds", EhrFailure.Kind.class),
        section.find("status").isEmpty() ? Optional.empty() : Optional.of(section.number("status")),
        section.optional("code"), section.text("category"), section.text("sentence"), section.text("owner"),
        section.text("next-step"));
  }

  static RecordType type(Section section, String label) {
    try {
      return RecordType.of(label);
    } catch (IllegalArgumentException none) {
      throw section.wrong("'" + label + "': " + none.getMessage());
    }
  }

  private static Section required(Section whole, String key) {
    return whole.inner(key).orElseThrow(() -> whole.wrong("'" + key + "' is missing"));
  }
}
