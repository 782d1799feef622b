package io.mediflow.packages;

import io.mediflow.model.terminology.Equivalence;
import java.util.List;

/** A code map between the EHR's codes and ours. */
public record ConceptMap(String name, List<Entry> entries) {

  public ConceptMap {
    entries = List.copyOf(entries);
  }

  /**
   * @param source the EHR's code
   * @param target ours
   */
  public record Entry(String source, String target, Equivalence equivalence) {}
}
