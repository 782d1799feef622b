package io.mediflow.packages;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One mapping of a YAML file under strict reading: what nobody asked for by {@link #end()} is refused. */
final class Section {

  static final int MOST_BASES = 3;

  private final String file;
  private final Yaml.Fields fields;
  private final Set<String> seen = new HashSet<>();

  private Section(String file, Yaml.Fields fields) {
    this.file = file;
    this.fields = fields;
  }

  static Section of(String file, Yaml yaml) {
    if (yaml instanceof Yaml.Fields fields) {
      return new Section(file, fields);
    }
    throw new PackageException(file, yaml.line(), "named values (key: value) were expected here");
  }

  /** A problem at this section. */
  PackageException wrong(String sentence) {
    return new PackageException(file, fields.line(), sentence);
  }

  /** A problem at one of its keys. */
  PackageException wrong(String key, String sentence) {
    Yaml at = fields.fields().get(key);
    return new PackageException(file, at == null ? fields.line() : at.line(), "'" + key + "' " + sentence);
  }

  /** Refuses a chain of bases that has no end in sight, as one that leads back to itself. */
  void bounded(String key, int bases) {
    if (bases == MOST_BASES) {
      throw wrong(key, "goes back over more than " + MOST_BASES + " files; build on the first of them");
    }
  }

  /** Refuses keys that nobody asked for. */
  void end() {
    fields.fields().forEach((key, value) -> {
      if (!seen.contains(key)) {
        throw new PackageException(
            file, value.line(), "there is no key '" + key + "' here; there are " + String.join(", ", seen.stream().sorted().toList()));
      }
    });
  }

  Optional<Yaml> find(String key) {
    seen.add(key);
    Yaml value = fields.fields().get(key);
    return value == null || value instanceof Yaml.Scalar scalar && scalar.value() == null
        ? Optional.empty()
        : Optional.of(value);
  }

  Optional<String> optional(String key) {
    return find(key).map(value -> text(key, value));
  }

  String text(String key) {
    return optional(key).orElseThrow(() -> wrong("'" + key + "' is missing"));
  }

  boolean flag(String key) {
    Optional<Yaml> found = find(key);
    if (found.isEmpty()) {
      return false;
    }
    if (found.get() instanceof Yaml.Scalar(Boolean value, int line)) {
      return value;
    }
    throw wrong(key, "is true or false");
  }

  int number(String key) {
    if (find(key).orElse(null) instanceof Yaml.Scalar(Integer value, int line)) {
      return value;
    }
    throw wrong(key, "is a whole number");
  }

  Duration duration(String key) {
    try {
      return Duration.parse(text(key));
    } catch (DateTimeParseException other) {
      throw wrong(key, "is a duration as ISO 8601 writes it, for example PT20S");
    }
  }

  /** A constant as the tables write it: {@code private-key-jwt} for PRIVATE_KEY_JWT. */
  <E extends Enum<E>> E constant(String key, Class<E> type) {
    return constant(key, text(key), type);
  }

  <E extends Enum<E>> Set<E> constants(String key, Class<E> type) {
    Set<E> all = new LinkedHashSet<>();
    texts(key).forEach(one -> all.add(constant(key, one, type)));
    return all;
  }

  List<String> texts(String key) {
    return items(key).stream().map(one -> text(key, one)).toList();
  }

  /** The plain values under a key, by name. */
  Map<String, Object> values(String key) {
    Map<String, Object> values = new LinkedHashMap<>();
    find(key).ifPresent(inner -> of(file, inner).fields.fields().forEach((name, value) -> {
      if (!(value instanceof Yaml.Scalar scalar) || scalar.value() == null) {
        throw new PackageException(file, value.line(), "'" + name + "' is a plain value");
      }
      values.put(name, scalar.value());
    }));
    return values;
  }

  Optional<Section> inner(String key) {
    return find(key).map(value -> of(file, value));
  }

  /** Reads a mapping, or each item of a list of them. */
  <T> List<T> oneOrEach(String key, Function<Section, T> reader) {
    return fields.fields().get(key) instanceof Yaml.Items
        ? each(key, reader)
        : inner(key).map(reader).map(List::of).orElse(List.of());
  }

  /** Reads each item of a list that is a mapping. */
  <T> List<T> each(String key, Function<Section, T> reader) {
    List<T> all = new ArrayList<>();
    items(key).forEach(item -> {
      Section one = of(file, item);
      all.add(reader.apply(one));
      one.end();
    });
    return all;
  }

  /** Reads each named mapping of this section that nobody asked for before. */
  <T> Map<String, T> named(BiFunction<String, Section, T> reader) {
    Map<String, T> all = new LinkedHashMap<>();
    fields.fields().forEach((name, value) -> {
      if (!seen.contains(name)) {
        Section one = of(file, value);
        all.put(name, reader.apply(name, one));
        one.end();
      }
    });
    seen.addAll(fields.fields().keySet());
    return all;
  }

  private List<Yaml> items(String key) {
    Optional<Yaml> found = find(key);
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof Yaml.Items all) {
      return all.items();
    }
    throw wrong(key, "is a list");
  }

  private String text(String key, Yaml value) {
    if (value instanceof Yaml.Scalar scalar && scalar.value() != null) {
      return scalar.value().toString();
    }
    throw new PackageException(file, value.line(), "'" + key + "' is a plain value");
  }

  private <E extends Enum<E>> E constant(String key, String label, Class<E> type) {
    List<String> labels = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      String own = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (own.equals(label)) {
        return one;
      }
      labels.add(own);
    }
    throw wrong(key, "has the value '" + label + "'; there are " + String.join(", ", labels));
  }
}
