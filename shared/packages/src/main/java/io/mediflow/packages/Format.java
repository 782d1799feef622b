package io.mediflow.packages;

/** How an interface writes what it sends and takes, and so in which syntax its tables name places in it. */
public enum Format {
  /** FHIR R4 JSON; paths are FHIRPath (https://hl7.org/fhirpath/N1/). */
  FHIR_R4,
  /** HL7 v2 messages; paths are those of HAPI's Terser, {@code PID-3(0)-1}. */
  HL7V2,
  /** A vendor's own JSON; paths are JSONPath (RFC 9535), {@code $.patients[0].dob}. */
  JSON;

  /** As packages and overlays write it: {@code fhir-r4}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
