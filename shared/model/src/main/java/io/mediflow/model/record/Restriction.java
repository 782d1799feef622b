package io.mediflow.model.record;

import java.util.Set;

/** Which records no grant covers: those that the EHR marks as restricted or very restricted, for reading and writing alike. */
public final class Restriction {

  /** The code system whose marks are judged (https://terminology.hl7.org/CodeSystem-v3-Confidentiality.html). */
  public static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  private static final Set<String> WITHHELD = Set.of("R", "V");

  private Restriction() {}

  /** Whether the record carries a mark that no grant covers. */
  public static boolean withholds(StoredRecord one) {
    return one.securityMarks().stream().anyMatch(mark -> {
      int bar = mark.lastIndexOf('|');
      return mark.substring(0, Math.max(0, bar)).equals(CONFIDENTIALITY) && WITHHELD.contains(mark.substring(bar + 1));
    });
  }
}
