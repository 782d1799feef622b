package io.mediflow.cli.report;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rates each field over a practice's records: how many hold it, and in how many something is wrong with it. Counts only. */
public final class Fidelity {

  private Fidelity() {}

  /**
   * One field; of the objects of a list {@code lines.code}, held by a record when one of them holds it.
   *
   * @param records of its type
   * @param filled  that hold it
   * @param marked  in which the mapping found something wrong with it: a code that no map has, a value that cannot be used
   * @param either  that hold it or in which it is marked
   */
  public record Rating(RecordType type, String field, int records, int filled, int marked, int either) {

    /** Of those that hold it or should, the percentage with which nothing is wrong; {@code -} where nobody has it. */
    public String sound() {
      return either == 0 ? "-" : Math.round(100f * (either - marked) / either) + " %";
    }
  }

  /** In the order of the package's types and fields; types of which there is no record are left out. */
  public static List<Rating> of(RecordStore records, String connection, EhrPackage ehr, Overlay overlay) {
    List<Rating> ratings = new ArrayList<>();
    Set<RecordType> types = new LinkedHashSet<>();
    ehr.records().forEach(spec -> types.add(spec.type()));
    for (RecordType type : types) {
      Counts counts = new Counts();
      PracticeRecords.each(records, connection, type, counts::add);
      if (counts.records > 0) {
        for (String field : fields(ehr, overlay, type)) {
          ratings.add(new Rating(type, field, counts.records, counts.filled.getOrDefault(field, 0),
              counts.marked.getOrDefault(field, 0), counts.either.getOrDefault(field, 0)));
        }
      }
    }
    return ratings;
  }

  /** Every field that a row of the package or of the practice reads. */
  private static Set<String> fields(EhrPackage ehr, Overlay overlay, RecordType type) {
    Set<String> fields = new LinkedHashSet<>();
    for (RecordSpec spec : ehr.records()) {
      if (spec.type() == type) {
        add("", spec.table().rows(), fields);
      }
    }
    for (Format format : Format.values()) {
      add("", overlay.rows(format, type), fields);
    }
    return fields;
  }

  private static void add(String around, List<Row> rows, Set<String> fields) {
    for (Row row : rows) {
      if (row.reads()) {
        row.fields().forEach(field -> fields.add(around + field));
        add(around + row.field() + ".", row.rows(), fields);
      }
    }
  }

  /** What one type's records hold. */
  private static final class Counts {

    private final Map<String, Integer> filled = new TreeMap<>();
    private final Map<String, Integer> marked = new TreeMap<>();
    private final Map<String, Integer> either = new TreeMap<>();
    private int records;

    private void add(StoredRecord record) {
      records++;
      Set<String> held = new LinkedHashSet<>();
      PracticeRecords.fields(record).forEach((field, value) -> hold(field, value, held));
      Set<String> wrong = new LinkedHashSet<>();
      record.problems().stream().map(Problem::path).forEach(path -> wrong.addAll(List.of(path.split("\\+"))));
      held.forEach(field -> filled.merge(field, 1, Integer::sum));
      wrong.forEach(field -> marked.merge(field, 1, Integer::sum));
      held.addAll(wrong);
      held.forEach(field -> either.merge(field, 1, Integer::sum));
    }

    private static void hold(String field, Object value, Set<String> held) {
      held.add(field);
      if (value instanceof List<?> several) {
        for (Object one : several) {
          if (one instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> hold(field + "." + name, inner, held));
          }
        }
      }
    }
  }
}
