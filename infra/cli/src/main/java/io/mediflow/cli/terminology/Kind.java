package io.mediflow.cli.terminology;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be loaded; its label is the release's name. */
public enum Kind {
  RXNORM("rxnorm", "RxNorm of the U.S. National Library of Medicine",
      "The full monthly release is under the UMLS Metathesaurus License (https://uts.nlm.nih.gov/uts/); the Current Prescribable"
          + " Content needs none. Only RxNorm's own names and NDCs are read, nothing of its other sources.",
      today -> new RxNorm()),
  SNOMED_ICD10CM("snomed-icd10cm", "NLM's map from SNOMED CT to ICD-10-CM",
      "SNOMED CT needs an affiliate licence of SNOMED International; in the USA it is part of the UMLS Metathesaurus License"
          + " (https://uts.nlm.nih.gov/uts/).",
      today -> new SnomedMap()),
  NDC("ndc", "the FDA's National Drug Code Directory",
      "It is a public work of the U.S. government; the FDA's terms of service say how it may be used and that it is not proof of"
          + " approval (https://open.fda.gov/terms/).",
      NdcDirectory::new),
  CVX("cvx", "the CDC's vaccine codes",
      "They are a public work of the U.S. government; the CDC asks to be named as the source and not to be taken for an endorser"
          + " (https://www.cdc.gov/other/agencymaterials.html).",
      today -> new Cvx()),
  ICD10CM("icd10cm", "ICD-10-CM of CMS and NCHS",
      "It is a U.S. government modification of the WHO's ICD-10, whose copyright the WHO holds: free to use in the USA for health"
          + " data, not to be changed or sold (https://www.cdc.gov/nchs/icd/icd-10-cm/index.html).",
      today -> new Icd10Cm());

  private final String label;
  private final String title;
  private final String licence;
  private final Function<LocalDate, Layout> layout;

  Kind(String label, String title, String licence, Function<LocalDate, Layout> layout) {
    this.label = label;
    this.title = title;
    this.licence = licence;
    this.layout = layout;
  }

  public static Kind of(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst()
        .orElseThrow(() -> new Failure(ExitCode.USAGE, "There is no kind " + label + " of terminology; there are "
            + Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", ")) + "."));
  }

  public String label() {
    return label;
  }

  public String title() {
    return title;
  }

  /** In a sentence or two: under what the files stand. */
  public String licence() {
    return licence;
  }

  /** A fresh one: it may note what it has read. */
  Layout layout(LocalDate today) {
    return layout.apply(today);
  }
}
