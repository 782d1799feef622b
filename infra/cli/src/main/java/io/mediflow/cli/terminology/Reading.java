package io.mediflow.cli.terminology;

import java.util.List;

/** What became of a line. */
sealed interface Reading {

  /**
   * What is kept of it.
   *
   * @param key   rows of one key make concepts together; no two keys make the same concept
   * @param cells as the layout that kept them wants them back
   */
  record Row(String key, List<String> cells) implements Reading {

    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** It is right, and says nothing that is loaded. */
  record PassedOver() implements Reading {}

  /** @param reason continues "the line ..." */
  record Wrong(String reason) implements Reading {}

  PassedOver PASSED_OVER = new PassedOver();

  static Row row(String key, String... cells) {
    return new Row(key, List.of(cells));
  }
}
