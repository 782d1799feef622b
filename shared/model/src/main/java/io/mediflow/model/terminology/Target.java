package io.mediflow.model.terminology;

/**
 * What a concept maps to.
 *
 * @param display the target's name; empty when the map does not tell it
 * @param note    what the map says of when it holds; empty for nothing
 */
public record Target(Code code, String display, Equivalence equivalence, String note) {

  public Target(Code code, String display, Equivalence equivalence) {
    this(code, display, equivalence, "");
  }
}
