package io.mediflow.cli.terminology;

import io.mediflow.model.terminology.Concept;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How a kind's files are read, for one load. */
interface Layout {

  /** The files, in the order in which they are read; all of them are needed. Asked for once: a part may note what it has read. */
  List<Part> parts();

  /** The concepts that all rows of one key make together. */
  List<Concept> concepts(List<Reading.Row> rows);

  /**
   * One file.
   *
   * @param name  as its publisher calls it, for people
   * @param names of which the first that is there is taken, without folders
   * @param lines told each line, in order
   */
  record Part(String name, List<Pattern> names, Function<String, Reading> lines) {

    public Part {
      names = List.copyOf(names);
    }

    static Part of(String name, Function<String, Reading> lines, String... names) {
      return new Part(name, List.of(names).stream().map(one -> Pattern.compile(one, Pattern.CASE_INSENSITIVE)).toList(), lines);
    }
  }
}
