package io.mediflow.packages;

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

  /** As http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html; only EQUIVALENT is used on a write. */
  public enum Equivalence {
    EQUIVALENT,
    WIDER,
    NARROWER
  }
}
