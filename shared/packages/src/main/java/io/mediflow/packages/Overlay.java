package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is a practice's own on top of its package.
 *
 * @param rows  mapping rows for its own fields, for each format that its interfaces speak
 * @param local its local build, by list
 */
public record Overlay(int version, Map<Format, Map<RecordType, List<MappingTable.Row>>> rows, Map<String, LocalList> local) {

  public static final Overlay NONE = new Overlay(0, Map.of(), Map.of());

  public List<MappingTable.Row> rows(Format format, RecordType type) {
    return rows.getOrDefault(format, Map.of()).getOrDefault(type, List.of());
  }

  /** Empty when the practice has no such list, or the name is none of a list. */
  public Optional<LocalList> local(String name) {
    return Optional.ofNullable(local.get(name));
  }

  /** Zone of the location or department with this id in the EHR. */
  public Optional<ZoneId> zone(String ehr) {
    return Stream.of("departments", "locations").flatMap(name -> local(name).stream())
        .flatMap(list -> list.ofEhr(ehr).stream()).flatMap(one -> one.zone().stream()).findFirst().map(ZoneId::of);
  }
}
