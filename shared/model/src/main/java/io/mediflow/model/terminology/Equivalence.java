package io.mediflow.model.terminology;

/**
 * How a map's target stands to its source, as in http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html; only EQUIVALENT is
 * used on a write, every other is a suggestion for a person.
 */
public enum Equivalence {
  EQUIVALENT,
  /** The target means more than the source. */
  WIDER,
  /** The target means less than the source. */
  NARROWER,
  /** They overlap, or which target holds depends on more than the code. */
  INEXACT
}
