package io.mediflow.mapping;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.util.List;

/** One record that an input holds, found and not yet read. */
sealed interface Sourced {

  /** It can be read by this table. */
  record Ready(CompiledTable table, Envelope envelope, Source source) implements Sourced {}

  /** There is something, and no record can be made of it. */
  record Refused(List<Problem> reasons) implements Sourced {}

  static Sourced refused(Category category, String path, String sentence) {
    return new Refused(List.of(new Problem(category, path, sentence)));
  }
}
