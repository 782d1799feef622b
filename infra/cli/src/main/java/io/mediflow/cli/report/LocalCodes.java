package io.mediflow.cli.report;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ids and codes of the EHR's local build that a practice's records use, held against the practice's own lists. */
public final class LocalCodes {

  private LocalCodes() {}

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

  /** Most used first, by list; empty where the package has no field that a local build covers. */
  public static List<Use> of(RecordStore records, String connection, EhrPackage ehr, Overlay overlay) {
    Map<String, Map<String, Seen>> seen = new TreeMap<>();
    Map<RecordType, Map<String, String>> fields = new HashMap<>();
    for (RecordSpec spec : ehr.records()) {
      spec.table().rows().stream().filter(Row::local).forEach(row -> fields
          .computeIfAbsent(spec.type(), type -> new HashMap<>()).put(row.field(), row.map().substring(Row.LOCAL.length())));
    }
    fields.forEach((type, lists) -> PracticeRecords.each(records, connection, type, record -> lists.forEach((field, list) ->
        Optional.ofNullable(record.fields().get(field)).ifPresent(value -> note(seen.computeIfAbsent(list, name -> new HashMap<>()), value)))));
    List<Use> uses = new ArrayList<>();
    seen.forEach((list, codes) -> codes.entrySet().stream()
        .sorted(Comparator.<Map.Entry<String, Seen>>comparingInt(one -> -one.getValue().count).thenComparing(Map.Entry::getKey))
        .forEach(one -> uses.add(new Use(list, one.getKey(), one.getValue().display, one.getValue().count,
            standing(overlay.local(list), one.getKey())))));
    return uses;
  }

  private static void note(Map<String, Seen> codes, Object value) {
    String code = value instanceof Map<?, ?> coded ? text(coded.get("code")) : value.toString();
    String display = value instanceof Map<?, ?> coded ? text(coded.get("display")) : "";
    if (!code.isEmpty()) {
      Seen seen = codes.computeIfAbsent(code, one -> new Seen());
      seen.count++;
      seen.display = seen.display.isEmpty() ? display : seen.display;
    }
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
