package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.List;
import java.util.Map;

/**
 * What is known of the EHR product besides its tables, each statement with its source; for people, and for whoever plans flows.
 *
 * @param product      name of the product and its maker
 * @param versions     versions that these facts are about
 * @param roster       where the patients to follow come from: {@code schedule}, {@code hl7v2-feed}, {@code bulk-group}, {@code enrolment}
 * @param startDepth   how far back a record type is first loaded, ISO 8601 period
 * @param ownership    which fields an interface owns where several speak of one record
 * @param joins        how the records of a type come together of which several interfaces speak
 * @param tiers        the tier that a record type gets when nothing else is said: {@code real-time}, {@code near-real-time}, {@code hourly}, {@code nightly}
 * @param capabilities what the product lets one read and write, whether this package uses it or not
 */
public record Facts(
    String product,
    List<String> versions,
    List<String> roster,
    Map<RecordType, String> startDepth,
    Map<RecordType, Map<String, List<String>>> ownership,
    Map<RecordType, JoinSpec> joins,
    Map<RecordType, String> tiers,
    List<Capability> capabilities,
    List<Fact> limits,
    List<Fact> quirks) {

  /** What stands where the product offers no way; {@code no} is a boolean in YAML. */
  public static final String NOTHING = "none";

  /** The roster source that is whoever has an appointment. */
  public static final String SCHEDULE = "schedule";

  /** The roster source that is whoever an HL7 v2 feed tells of. */
  public static final String FEED = "hl7v2-feed";

  /** The roster source that is the Group of an export. */
  public static final String BULK_GROUP = "bulk-group";

  /** Of a package that states none, as tests make them. */
  public static final Facts NONE =
      new Facts("", List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());

  /**
   * What the product offers for one record type.
   *
   * @param read  mechanism, or {@link #NOTHING}
   * @param write mechanism, or {@link #NOTHING}
   */
  public record Capability(RecordType type, String read, String write, Fact fact) {}

  /**
   * A statement.
   *
   * @param sentence  in plain words
   * @param source    document that says so
   * @param date      when it was looked up, ISO 8601
   * @param confirmed whether the vendor's own documentation says so; otherwise it is to be tried with the practice's EHR
   */
  public record Fact(String sentence, String source, String date, boolean confirmed) {}
}
