package io.mediflow.cli.report;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ids and codes of the EHR's local build that a practice's records use, held against the practice's own lists. */
public final class LocalCodes {

  private final EhrPackage ehr;
  private final Overlay overlay;
  private final Map<String, Map<String, Seen>> seen = new TreeMap<>();

  private LocalCodes(EhrPackage ehr, Overlay overlay) {
    this.ehr = ehr;
    this.overlay = overlay;
  }

  /** How a code stands to the practice's list. */
  public enum Standing {
    MAPPED,
    RETIRED,
    UNMAPPED
  }

  /**
   * One code in use.
   *
   * @param list    of the local build
   * @param code    the EHR's where it is not mapped, else the practice's
   * @param display the EHR's name for it, or empty
   * @param uses    in how many records
   */
  public record Use(String list, String code, String display, int uses, Standing standing) {}

  /** Most used first, by list; empty where neither the package nor the overlay has a field that a local build covers. */
  public static List<Use> of(RecordStore records, String connection, EhrPackage ehr, Overlay overlay) {
    LocalCodes codes = new LocalCodes(ehr, overlay);
    Set<RecordType> types = new LinkedHashSet<>();
    ehr.records().forEach(spec -> types.add(spec.type()));
    types.forEach(type -> PracticeRecords.each(records, connection, type, codes::take));
    return codes.uses();
  }

  /** By the rows of the interface that it came from: another one may have another list for the same field. */
  private void take(StoredRecord record) {
    Map<String, Map<String, String>> used = new HashMap<>();
    ehr.record(record.type(), record.source().interfaceName()).ifPresent(spec -> {
      Map<String, Object> fields = PracticeRecords.fields(record);
      take(spec.table().rows(), fields, used);
      take(overlay.rows(spec.table().format(), spec.type()), fields, used);
    });
    used.forEach((list, codes) -> codes.forEach((code, display) -> {
      Seen one = seen.computeIfAbsent(list, name -> new HashMap<>()).computeIfAbsent(code, first -> new Seen());
      one.count++;
      one.display = one.display.isEmpty() ? display : one.display;
    }));
  }

  /** @param used takes the names of codes, by list and code */
  private static void take(List<Row> rows, Map<?, ?> fields, Map<String, Map<String, String>> used) {
    for (Row row : rows) {
      if (!row.rows().isEmpty()) {
        objects(fields.get(row.field())).forEach(object -> take(row.rows(), object, used));
      } else if (row.local() && row.reads()) {
        Map<String, String> codes = used.computeIfAbsent(row.map().substring(Row.LOCAL.length()), list -> new HashMap<>());
        row.fields().forEach(field -> note(codes, fields.get(field)));
      }
    }
  }

  private static List<Map<?, ?>> objects(Object value) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (value instanceof List<?> several) {
      several.forEach(one -> {
        if (one instanceof Map<?, ?> object) {
          objects.add(object);
        }
      });
    }
    return objects;
  }

  private static void note(Map<String, String> codes, Object value) {
    switch (value) {
      case null -> { }
      case List<?> several -> several.forEach(one -> note(codes, one));
      case Map<?, ?> coded -> note(codes, text(coded.get("code")), text(coded.get("display")));
      case Object plain -> note(codes, plain.toString(), "");
    }
  }

  private static void note(Map<String, String> codes, String code, String display) {
    if (!code.isEmpty()) {
      codes.merge(code, display, (known, other) -> known.isEmpty() ? other : known);
    }
  }

  private List<Use> uses() {
    List<Use> uses = new ArrayList<>();
    seen.forEach((list, codes) -> codes.entrySet().stream()
        .sorted(Comparator.<Map.Entry<String, Seen>>comparingInt(one -> -one.getValue().count).thenComparing(Map.Entry::getKey))
        .forEach(one -> uses.add(new Use(list, one.getKey(), one.getValue().display, one.getValue().count,
            standing(overlay.local(list), one.getKey())))));
    return uses;
  }

  private static Standing standing(Optional<LocalList> list, String code) {
    Optional<LocalList.Entry> entry = list.flatMap(own -> own.ofOurs(code).or(() -> own.ofEhr(code)));
    return entry.map(one -> one.retired() ? Standing.RETIRED : Standing.MAPPED).orElse(Standing.UNMAPPED);
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  /** One code so far. */
  private static final class Seen {
    private int count;
    private String display = "";
  }
}
