package io.mediflow.packages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the several paths of one row lead to, where a codec puts a value together of them; the row's argument says in which
 * order they come.
 *
 * @param usual the order of rows without an argument
 * @param also  what an argument may name besides
 */
public record Places(List<String> usual, List<String> also) {

  private static final Pattern SPACES = Pattern.compile("\\s+");

  static final Places NONE = of("", "");

  /** The names parted by spaces. */
  static Places of(String usual, String also) {
    return new Places(words(usual), words(also));
  }

  public boolean none() {
    return usual.isEmpty();
  }

  /** The places in the order of the row's paths. */
  public List<String> order(String argument) {
    return argument == null ? usual : words(argument);
  }

  boolean has(String place) {
    return usual.contains(place) || also.contains(place);
  }

  /** A spread codec's parts, all texts. */
  static Map<String, FieldType> texts(String names) {
    Map<String, FieldType> parts = new LinkedHashMap<>();
    words(names).forEach(name -> parts.put(name, FieldType.one(String.class)));
    return Map.copyOf(parts);
  }

  /** A spread address's parts. */
  static Map<String, FieldType> address() {
    Map<String, FieldType> parts = new LinkedHashMap<>(texts("city state postalCode"));
    parts.put("lines", FieldType.several(String.class));
    return Map.copyOf(parts);
  }

  private static List<String> words(String names) {
    return names.isBlank() ? List.of() : List.of(SPACES.split(names.strip()));
  }
}
