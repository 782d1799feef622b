package io.mediflow.cli.terminology;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Lines of a file with tabs whose first line names the columns. */
final class Tabbed implements Function<String, Reading> {

  private final List<String> needed;
  private final Function<Cells, Reading> rows;
  private Map<String, Integer> columns;

  Tabbed(List<String> needed, Function<Cells, Reading> rows) {
    this.needed = needed;
    this.rows = rows;
  }

  @Override
  public Reading apply(String line) {
    String[] cells = line.split("\t", -1);
    if (columns == null) {
      columns = new HashMap<>();
      for (int at = 0; at < cells.length; at++) {
        columns.putIfAbsent(name(cells[at]), at);
      }
      List<String> missing = needed.stream().filter(one -> !columns.containsKey(name(one))).toList();
      return missing.isEmpty() ? Reading.PASSED_OVER
          : new Reading.Wrong("should name the columns and lacks " + String.join(", ", missing));
    }
    if (line.isBlank()) {
      return Reading.PASSED_OVER;
    }
    if (cells.length < columns.size()) {
      return new Reading.Wrong("has " + cells.length + " columns, the first line names " + columns.size());
    }
    if (needed.stream().anyMatch(one -> !columns.containsKey(name(one)))) {
      return new Reading.Wrong("cannot be read without the missing columns");
    }
    return rows.apply(new Cells(columns, cells));
  }

  private static String name(String column) {
    return column.strip().toLowerCase(Locale.ROOT);
  }

  /** One line by its columns' names. */
  record Cells(Map<String, Integer> columns, String[] cells) {

    /** Of the first of these columns that the file has; empty when it has none. */
    String of(String... names) {
      for (String one : names) {
        Integer at = columns.get(name(one));
        if (at != null) {
          return cells[at].strip();
        }
      }
      return "";
    }
  }
}
