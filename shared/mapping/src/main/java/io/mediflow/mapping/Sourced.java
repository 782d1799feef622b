package io.mediflow.mapping;

import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** One record that an input holds, found and not yet read. */
sealed interface Sourced {

  /** It can be read by this table. */
  record Ready(CompiledTable table, Envelope envelope, Source source) implements Sourced {

    @Override
    public Sourced with(List<Problem> problems) {
      return problems.isEmpty() ? this : new Ready(table, envelope.with(problems), source);
    }
  }

  /** There is something, and no record can be made of it. */
  record Refused(List<Problem> reasons) implements Sourced {

    @Override
    public Sourced with(List<Problem> problems) {
      return new Refused(Stream.concat(reasons.stream(), problems.stream()).toList());
    }
  }

  /** With what was wrong with the input as a whole. */
  Sourced with(List<Problem> problems);

  /** From a message or document, by its table's layout. */
  static Sourced of(CompiledTable table, Source source, ZoneId zone, References references) {
    CompiledLayout layout = table.layout().orElseThrow();
    return layout.envelope(source.tree(), zone, references)
        .<Sourced>map(envelope -> new Ready(table, envelope, source))
        .orElseGet(() -> refused(Category.REQUIRED, String.join(" ", layout.layout().id()), "The " + source.name()
            + " has no usable id there, and a " + table.type().label() + " record needs one; complete it in the EHR."));
  }

  static Sourced refused(Category category, String path, String sentence) {
    return new Refused(List.of(new Problem(category, path, sentence)));
  }
}
