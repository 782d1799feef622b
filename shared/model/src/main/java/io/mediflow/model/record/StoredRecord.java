package io.mediflow.model.record;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.OptionalLong;

/**
 * A record as stored. {@code source} and {@code fields} hold PHI and stay in encrypted items and bodies.
 *
 * @param id             record id (see {@link RecordIds}); the only id that leaves encrypted stores
 * @param source         where it came from
 * @param lastUpdated    the EHR's {@code meta.lastUpdated} in epoch milliseconds, when it has one
 * @param fetchStart     when the fetch that brought it began, epoch milliseconds
 * @param contentHash    SHA-256 of the canonical JSON of fields, problems, marks and ending, hex
 * @param packageVersion package and version that mapped it, for example {@code smart-r4@1.0.0}
 * @param fields         flat record fields: String, Boolean, Number, List or Map values, no nulls
 * @param problems       data-quality problems that mapping found
 * @param securityMarks  {@code system|code} of {@code meta.security}
 * @param ending         how the record ended, ACTIVE while it has not
 * @param feedPosition   position in the change feed, stamped by the store at each put; empty before
 * @param published      whether its event was told
 * @param version        for optimistic locking; 0 before the first put
 * @param said           of what a feed told: by field when it was last spoken of, also to say that it holds nothing any more, and
 *     under the empty name the newest message. Orders what comes late, is no content, and is shown to nobody
 * @param contributions where several interfaces spoke of it: by interface what that one said, as if it were alone; the record is
 *     their merge. Empty where one interface spoke alone: then the record is what it said
 * @param successor     id of the record that goes on in its place, where the ending says that one does; else empty
 */
public record StoredRecord(
    String connection,
    RecordType type,
    String id,
    Source source,
    OptionalLong lastUpdated,
    long fetchStart,
    Instant fetchedAt,
    String contentHash,
    String packageVersion,
    Map<String, Object> fields,
    List<Problem> problems,
    Set<String> securityMarks,
    Ending ending,
    String feedPosition,
    boolean published,
    long version,
    Map<String, String> said,
    Map<String, StoredRecord> contributions,
    String successor) {

  /** Where a record came from: interface, resource type, id and version there. */
  public record Source(String interfaceName, String type, String id, String version) {}

  /** How a record ended; only explicit evidence says anything but ACTIVE. */
  public enum Ending {
    ACTIVE,
    /** The EHR says that it is gone for good. */
    DELETED,
    /** The EHR answers as if it had never been there: deleted without a trace, or kept from us. A later read may bring it back. */
    NOT_VISIBLE,
    /** It and another record are one: the successor is that other one. */
    MERGED,
    /** The EHR made another one in its place, the successor: an appointment that was rescheduled, not cancelled for good. */
    MOVED;

    /** As events and the API say it: {@code not-visible}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public StoredRecord {
    fields = Map.copyOf(fields);
    problems = List.copyOf(problems);
    securityMarks = Set.copyOf(securityMarks);
    said = Map.copyOf(said);
    contributions = Map.copyOf(contributions);
  }

  /** Of which one interface spoke alone. */
  public StoredRecord(
      String connection, RecordType type, String id, Source source, OptionalLong lastUpdated, long fetchStart, Instant fetchedAt,
      String contentHash, String packageVersion, Map<String, Object> fields, List<Problem> problems, Set<String> securityMarks,
      Ending ending, String feedPosition, boolean published, long version, Map<String, String> said) {
    this(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields, problems,
        securityMarks, ending, feedPosition, published, version, said, Map.of(), "");
  }

  /** Of which its EHR tells all at once. */
  public StoredRecord(
      String connection, RecordType type, String id, Source source, OptionalLong lastUpdated, long fetchStart, Instant fetchedAt,
      String contentHash, String packageVersion, Map<String, Object> fields, List<Problem> problems, Set<String> securityMarks,
      Ending ending, String feedPosition, boolean published, long version) {
    this(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields, problems,
        securityMarks, ending, feedPosition, published, version, Map.of());
  }

  /** Under another id. */
  public StoredRecord under(String other) {
    return new StoredRecord(connection, type, other, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields,
        problems, securityMarks, ending, feedPosition, published, version, said, contributions, successor);
  }

  /** As a store keeps it. */
  public StoredRecord stored(String position, boolean told, long number) {
    return new StoredRecord(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields,
        problems, securityMarks, ending, position, told, number, said, contributions, successor);
  }

  /** With the times of {@code seen}, and what its contributions hold: what moves while a record's content stays. */
  public StoredRecord touched(StoredRecord seen) {
    return new StoredRecord(connection, type, id, source, seen.lastUpdated, seen.fetchStart, seen.fetchedAt, contentHash,
        packageVersion, fields, problems, securityMarks, ending, feedPosition, published, version, seen.said, seen.contributions,
        successor);
  }

  /** With other content; its hash is the caller's to make. */
  public StoredRecord holding(Map<String, Object> other, String hash) {
    return new StoredRecord(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, hash, packageVersion, other,
        problems, securityMarks, ending, feedPosition, published, version, said, contributions, successor);
  }

  /** Ended in favour of another record. */
  public StoredRecord ended(Ending how, String into, String hash) {
    return new StoredRecord(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, hash, packageVersion, fields,
        List.of(), securityMarks, how, feedPosition, published, version, said, contributions, into);
  }

  /** The same content, going on in another record, or no longer so. */
  public StoredRecord goingOn(Ending how, String into) {
    return new StoredRecord(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields,
        problems, securityMarks, how, feedPosition, published, version, said, contributions, into);
  }

  /** Made of what several interfaces said. */
  public StoredRecord of(Map<String, StoredRecord> parts) {
    return new StoredRecord(connection, type, id, source, lastUpdated, fetchStart, fetchedAt, contentHash, packageVersion, fields,
        problems, securityMarks, ending, feedPosition, published, version, said, parts, successor);
  }
}
