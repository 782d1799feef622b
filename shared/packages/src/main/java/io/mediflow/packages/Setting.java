package io.mediflow.packages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a practice states for an interface: {@code {name}} in a search stands for it. */
final class Setting {

  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  private Setting() {}

  /** The search with these settings, encoded. */
  static String fill(String search, Map<String, String> settings) {
    String filled = search;
    for (Map.Entry<String, String> one : settings.entrySet()) {
      filled = filled.replace("{" + one.getKey() + "}", URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8));
    }
    return filled;
  }

  /**
   * Refuses a search with a place that nothing fills.
   *
   * @param key   where the search stands
   * @param other places that are filled by no setting
   */
  static String checked(Section section, String key, String search, Set<String> settings, Set<String> other) {
    Set<String> names = new TreeSet<>(settings);
    names.addAll(other);
    List<String> places = PLACE.matcher(search).results().map(one -> one.group(1)).filter(one -> !names.contains(one)).toList();
    if (!places.isEmpty()) {
      throw section.wrong(key, "has {" + places.getFirst() + "}, and nothing stands for it; write " + (names.isEmpty()
          ? "it out, or declare it under settings of the interface" : "one of " + String.join(", ", names)));
    }
    return search;
  }
}
