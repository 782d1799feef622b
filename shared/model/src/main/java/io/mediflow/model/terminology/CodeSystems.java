package io.mediflow.model.terminology;

import java.util.Set;

/** The code systems by their FHIR URLs: https://hl7.org/fhir/R4/terminologies-systems.html. */
public final class CodeSystems {

  public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  public static final String NDC = "http://hl7.org/fhir/sid/ndc";
  public static final String SNOMED_CT = "http://snomed.info/sct";
  public static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
  public static final String CVX = "http://hl7.org/fhir/sid/cvx";
  public static final String LOINC = "http://loinc.org";
  public static final String CPT = "http://www.ama-assn.org/go/cpt";

  /** Of which a publication lists every code. The NDC directory leaves out what is sold no longer, a map what it does not map. */
  public static final Set<String> LISTED = Set.of(RXNORM, ICD_10_CM, CVX);

  private CodeSystems() {}
}
