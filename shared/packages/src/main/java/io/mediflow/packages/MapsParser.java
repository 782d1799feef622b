package io.mediflow.packages;

import io.mediflow.model.terminology.Equivalence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a package's code maps; one with a {@code base} has those of that package too, and its own in their place. */
final class MapsParser {

  private static final String BASE = "base";
  private static final Pattern NAMED = Pattern.compile("([\\w.-]+):(.*)");

  private final PackageFiles files;

  MapsParser(PackageFiles files) {
    this.files = files;
  }

  /** @param path from the packages' root, for example {@code smart-r4/maps.yaml} */
  Map<String, ConceptMap> maps(String path) {
    return maps(path, 0);
  }

  private Map<String, ConceptMap> maps(String path, int bases) {
    Section section = files.section(path);
    Map<String, ConceptMap> maps = new LinkedHashMap<>();
    section.optional(BASE).ifPresent(base -> {
      section.bounded(BASE, bases);
      maps.putAll(maps(base + "/maps.yaml", bases + 1));
    });
    maps.putAll(section.named(MapsParser::map));
    return maps;
  }

  /** Which maps a file with mistakes seems to name, line by line, so that tables can be looked through all the same. */
  Map<String, ConceptMap> names(String path) {
    return names(path, 0);
  }

  private Map<String, ConceptMap> names(String path, int bases) {
    Map<String, ConceptMap> maps = new LinkedHashMap<>();
    files.find(path).stream().flatMap(String::lines).forEach(line -> {
      Matcher named = NAMED.matcher(line);
      if (named.matches() && named.group(1).equals(BASE) && bases < Section.MOST_BASES) {
        maps.putAll(names(named.group(2).strip() + "/maps.yaml", bases + 1));
      } else if (named.matches()) {
        maps.put(named.group(1), new ConceptMap(named.group(1), List.of()));
      }
    });
    return maps;
  }

  private static ConceptMap map(String name, Section section) {
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
}
