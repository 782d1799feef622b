package io.mediflow.model.record;

/**
 * Something that is wrong with data, in words that a person can act on. It never holds the value itself.
 *
 * @param category what sort of trouble it is
 * @param path     where, as a path in the source ({@code Patient.birthDate}) or a record field
 * @param remedy   one sentence: what is wrong and what to do
 */
public record Problem(Category category, String path, String remedy) {

  /** FHIR issue types (http://hl7.org/fhir/R4/valueset-issue-type.html), as far as we raise them. */
  public enum Category {
    STRUCTURE,
    REQUIRED,
    VALUE,
    INVARIANT,
    CODE_INVALID,
    NOT_FOUND,
    NOT_SUPPORTED,
    TOO_LONG,
    CONFLICT,
    SECURITY,
    PROCESSING
  }
}
