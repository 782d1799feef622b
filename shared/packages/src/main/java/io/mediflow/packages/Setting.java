package io.mediflow.packages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /** Refuses a search with a place that nothing fills. */
  static String checked(Section section, String search, Collection<String> names) {
    List<String> places = new ArrayList<>(PLACE.matcher(search).results().map(one -> one.group(1)).toList());
    places.removeAll(names);
    if (!places.isEmpty()) {
      throw section.wrong("search", "has {" + places.getFirst() + "}, and nothing stands for it; write " + (names.isEmpty()
          ? "it out, or declare it under settings of the interface" : "one of " + String.join(", ", names.stream().sorted().toList())));
    }
    return search;
  }
}
