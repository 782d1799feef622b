package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one truth about how what an interface sends and a record go together, both ways.
 *
 * @param sources what it reads: FHIR resource types, HL7 v2 messages ({@code ADT}, {@code ORU^R01}), a vendor's documents
 * @param layout  where a record lies in it; empty for FHIR, where a resource is a record
 */
public record MappingTable(RecordType type, Format format, List<String> sources, Optional<Layout> layout, List<Row> rows) {

  public MappingTable {
    sources = List.copyOf(sources);
    rows = List.copyOf(rows);
  }

  /** Of FHIR resources of this type. */
  public MappingTable(RecordType type, String resource, List<Row> rows) {
    this(type, Format.FHIR_R4, List.of(resource), Optional.empty(), rows);
  }

  /** In the place of one with mistakes while the rest of a package is looked through: it reads and writes everything. */
  static MappingTable ofEveryField(RecordType type, Format format) {
    return new MappingTable(type, format, List.of(), Optional.empty(), RecordFields.of(type).keySet().stream()
        .map(field -> new Row(field, Map.of(), List.of(), CodecName.TEXT.label(), Direction.BOTH, false, false, null, null, null,
            null, null, List.of(), null))
        .toList());
  }

  /** The types of the records whose ids it makes of ids that the EHR has for them. */
  Set<RecordType> referred() {
    Set<RecordType> types = EnumSet.noneOf(RecordType.class);
    refer(rows, types);
    return types;
  }

  private static void refer(List<Row> rows, Set<RecordType> types) {
    for (Row row : rows) {
      if (row.reads() && CodecName.RECORD_ID.label().equals(row.codec())) {
        types.add(RecordType.of(row.argument()));
      }
      refer(row.rows(), types);
    }
  }

  /** What it is written as: the FHIR resource type, or the first of its sources. */
  public String resource() {
    return sources.getFirst();
  }

  /**
   * Where records lie in a message or document, and what identifies one.
   *
   * @param each        what a record is made of each: a segment's name, or a path to a list; empty when there is one for the whole
   * @param within      segments of which the nearest one before belongs to it
   * @param with        segments that follow it and belong to it
   * @param onlyIf      condition on it (see {@link Condition}) without which no record is made; empty for always
   * @param id          paths whose values, joined by {@code ~}, are its id in the EHR
   * @param lastUpdated path to the time of the change; empty where the EHR gives none
   * @param lastUpdatedForm in which it is written, as the codec {@code instant} takes it; empty for ISO 8601
   * @param event       message that is written when nothing else is said, {@code SIU^S12^SIU_S12}; empty where nothing is written
   * @param segments    of the message that is written, in their order after MSH
   * @param merged      what of it says that other records were merged into this one; empty where nothing does
   */
  public record Layout(
      Optional<String> each, List<String> within, List<String> with, Optional<String> onlyIf, List<String> id,
      Optional<String> lastUpdated, Optional<String> lastUpdatedForm, Optional<String> event, List<String> segments,
      Optional<Merged> merged) {

    public Layout {
      within = List.copyOf(within);
      with = List.copyOf(with);
      id = List.copyOf(id);
      segments = List.copyOf(segments);
    }
  }

  /**
   * Where messages name the records that were merged into the one that they are about.
   *
   * @param messages     those that tell a merge, {@code ADT^A40}
   * @param each         to the repetitions that name one record each, {@code MRG-1(*)}
   * @param id           from there to its id in the EHR
   * @param authority    from there to who gave it; an id that nobody is said to have given is of the survivor's authority
   * @param ownAuthority to who gave the survivor's id: an id of another authority is not one of ours
   */
  public record Merged(List<String> messages, String each, String id, String authority, String ownAuthority) {

    public Merged {
      messages = List.copyOf(messages);
    }
  }

  /**
   * One row.
   *
   * @param field     record field; {@code custom.NAME} for the practice's own; null for a constant or where parts name the fields
   * @param parts     for a codec that makes several fields: which field takes which part
   * @param paths     where the value stands, in the format's syntax; several where it is spread over several places
   * @param codec     name of the codec between the two
   * @param direction which ways the row goes
   * @param required  whether a record cannot be without it
   * @param fallback  whether it is read only where the rows before it gave the field no value
   * @param map       code map: the package's, {@code INTERFACE/NAME} of its interface's, {@code local.LIST} of the practice's
   *     local build; or null
   * @param argument  what the codec needs besides, for example the type that a reference points to, or null
   * @param when      condition on the source (see {@link Condition}), or null
   * @param zone      path to the location whose zone a time without one takes, or null for the practice's
   * @param constant  what is written always, or null
   * @param rows      of a group: the rows inside it
   * @param note      for the mapping document, or null
   */
  public record Row(
      String field, Map<String, String> parts, List<String> paths, String codec, Direction direction, boolean required,
      boolean fallback, String map, String argument, String when, String zone, String constant, List<Row> rows, String note) {

    /** What the name of a map begins with that is the practice's. */
    public static final String LOCAL = "local.";

    public Row {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts)); // in order: fields come in it
      paths = List.copyOf(paths);
      rows = List.copyOf(rows);
    }

    /** The record fields that it makes or writes; none for a constant. */
    public Collection<String> fields() {
      return field == null ? parts.values().stream().sorted().toList() : List.of(field);
    }

    /** For problems and people: its field, or all of them. */
    public String name() {
      return constant == null ? String.join("+", fields()) : "'" + constant + "'";
    }

    Row withMap(String name) {
      return new Row(
          field, parts, paths, codec, direction, required, fallback, name, argument, when, zone, constant, rows, note);
    }

    Row withRows(List<Row> inner) {
      return new Row(
          field, parts, paths, codec, direction, required, fallback, map, argument, when, zone, constant, inner, note);
    }

    /** Whether its map is of the practice's local build. */
    public boolean local() {
      return map != null && map.startsWith(LOCAL);
    }

    public boolean reads() {
      return direction != Direction.WRITE;
    }

    public boolean writes() {
      return direction != Direction.READ;
    }
  }

  public enum Direction {
    READ,
    WRITE,
    BOTH
  }
}
