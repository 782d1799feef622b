package io.mediflow.model.terminology;

/** The code systems by their FHIR URLs: https://hl7.org/fhir/R4/terminologies-systems.html. */
public final class CodeSystems {

  public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  public static final String NDC = "http://hl7.org/fhir/sid/ndc";
  public static final String SNOMED_CT = "http://snomed.info/sct";
  public static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
  public static final String CVX = "http://hl7.org/fhir/sid/cvx";
  public static final String LOINC = "http://loinc.org";
  public static final String CPT = "http://www.ama-assn.org/go/cpt";

  private CodeSystems() {}
}
