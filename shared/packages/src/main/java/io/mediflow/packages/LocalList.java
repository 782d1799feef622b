package io.mediflow.packages;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One list of a practice's local build: its own names for what the EHR knows by an id.
 *
 * @param name    one of {@link #NAMES}
 * @param entries each of our ids and each of the EHR's stands once
 */
public record LocalList(String name, List<Entry> entries) {

  /** The lists that there are, as overlays and tables write them. */
  public static final Set<String> NAMES = new TreeSet<>(List.of(
      "visit-types", "locations", "departments", "providers", "note-types", "cancel-reasons", "payers", "charge-codes"));

  public LocalList {
    entries = List.copyOf(entries);
  }

  /**
   * @param ours    the practice's id
   * @param ehr     the EHR's id or code
   * @param system  of the EHR's code where it is written with one
   * @param title   for people
   * @param zone    of a location or department, an IANA name
   * @param retired whether it is still read and no longer written
   */
  public record Entry(
      String ours, String ehr, Optional<String> system, Optional<String> title, Optional<String> zone, boolean retired) {}

  public Optional<Entry> ofOurs(String ours) {
    return entries.stream().filter(one -> one.ours().equals(ours)).findFirst();
  }

  public Optional<Entry> ofEhr(String ehr) {
    return entries.stream().filter(one -> one.ehr().equals(ehr)).findFirst();
  }

  /** System of the practice's own ids in coded values. */
  public String system() {
    return "urn:mediflow:local:" + name;
  }
}
