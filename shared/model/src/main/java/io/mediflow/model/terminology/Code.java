package io.mediflow.model.terminology;

import java.util.Objects;

/**
 * A code of a code system.
 *
 * @param system its FHIR URL, as in {@link CodeSystems}
 * @param code   as the system writes it: ICD-10-CM with its dot, NDC with 11 digits
 */
public record Code(String system, String code) {

  public Code {
    Objects.requireNonNull(system);
    Objects.requireNonNull(code);
  }
}
