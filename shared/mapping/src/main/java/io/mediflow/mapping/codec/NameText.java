package io.mediflow.mapping.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A person's name in one text. A comma says which word is the family name; without one a single letter in the second place
 * does, or the knowledge that the EHR writes the given name first. What is still open is not taken apart.
 */
final class NameText {

  static final List<String> PARTS = List.of("prefix", "given", "middle", "family", "suffix");

  private static final Set<String> PREFIXES = Set.of("dr", "mr", "mrs", "ms", "miss", "mx", "rev", "prof", "hon");
  private static final Set<String> SUFFIXES =
      Set.of("jr", "sr", "ii", "iii", "iv", "md", "do", "phd", "dds", "dmd", "rn", "np", "pa-c", "esq", "dpm", "od", "pharmd");

  private NameText() {}

  /** Empty when it is open which word is which. */
  static Optional<Map<String, String>> parse(String text, boolean givenFirst) {
    List<String> pieces = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (pieces.size() == 1) {
      return withoutComma(words(text), givenFirst);
    }
    Map<String, String> parts = new LinkedHashMap<>();
    List<String> family = words(pieces.getFirst());
    List<String> given = words(pieces.get(1));
    List<String> suffixes = new ArrayList<>();
    for (String piece : pieces.subList(2, pieces.size())) {
      suffixes.addAll(words(piece));
    }
    boolean named = !family.isEmpty() && !given.stream().allMatch(NameText::suffix); // not so "Ann Lee, MD"
    if (!named || !suffixes.stream().allMatch(NameText::suffix)) {
      return Optional.empty();
    }
    parts.put("prefix", String.join(" ", cutPrefixes(given)));
    suffixes.addAll(0, cutSuffixes(given));
    suffixes.addAll(0, cutSuffixes(family));
    if (given.isEmpty() || family.isEmpty()) {
      return Optional.empty();
    }
    parts.put("given", given.removeFirst());
    parts.put("middle", String.join(" ", given));
    parts.put("family", String.join(" ", family));
    parts.put("suffix", String.join(" ", suffixes));
    return Optional.of(filled(parts));
  }

  /** Given name first or family name first, as {@link #parse} takes them apart again. */
  static String format(Map<String, String> parts, boolean givenFirst) {
    List<String> order = givenFirst ? PARTS : List.of("prefix", "given", "middle");
    String names = String.join(" ", order.stream().map(parts::get).filter(one -> one != null).toList());
    String suffix = parts.containsKey("suffix") ? ", " + parts.get("suffix") : "";
    return givenFirst ? names : parts.getOrDefault("family", "") + ", " + names + suffix;
  }

  private static Optional<Map<String, String>> withoutComma(List<String> words, boolean givenFirst) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("prefix", String.join(" ", cutPrefixes(words)));
    String suffix = String.join(" ", cutSuffixes(words));
    boolean initial = words.size() == 3 && letter(words.get(1)) && !letter(words.getFirst()) && !letter(words.getLast());
    boolean told = words.size() == 2 && givenFirst;
    if (!initial && !told) {
      return Optional.empty();
    }
    parts.put("given", words.getFirst());
    parts.put("middle", initial ? words.get(1) : "");
    parts.put("family", words.getLast());
    parts.put("suffix", suffix);
    return Optional.of(filled(parts));
  }

  private static List<String> cutPrefixes(List<String> words) {
    List<String> cut = new ArrayList<>();
    while (words.size() > 1 && PREFIXES.contains(plain(words.getFirst()))) {
      cut.add(words.removeFirst());
    }
    return cut;
  }

  private static List<String> cutSuffixes(List<String> words) {
    List<String> cut = new ArrayList<>();
    while (words.size() > 1 && suffix(words.getLast())) {
      cut.addFirst(words.removeLast());
    }
    return cut;
  }

  private static boolean suffix(String word) {
    return SUFFIXES.contains(plain(word));
  }

  private static boolean letter(String word) {
    return plain(word).length() == 1;
  }

  private static String plain(String word) {
    return word.replace(".", "").toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return new ArrayList<>(Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList());
  }

  private static Map<String, String> filled(Map<String, String> parts) {
    parts.values().removeIf(String::isEmpty);
    return parts;
  }
}
