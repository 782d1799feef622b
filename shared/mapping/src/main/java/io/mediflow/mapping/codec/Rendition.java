package io.mediflow.mapping.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a note, and what of its original is not in it.
 *
 * @param losses in words that go on after "its text is": {@code without its images}
 */
record Rendition(String text, List<String> losses) {

  static final String IMAGES = "without its images";
  static final String TABLES = "with its tables as lines";

  Rendition {
    losses = List.copyOf(losses);
  }

  /** Lines without blanks at their ends, and never more than one empty line. */
  static Rendition of(String text, boolean images, boolean tables) {
    List<String> losses = new ArrayList<>();
    if (images) {
      losses.add(IMAGES);
    }
    if (tables) {
      losses.add(TABLES);
    }
    String trimmed = text.replace('\u00a0', ' ').lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    return new Rendition(trimmed.replaceAll("\n{3,}", "\n\n").strip(), losses);
  }
}
