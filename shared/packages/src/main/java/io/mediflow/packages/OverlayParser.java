package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a practice's overlay at run time:
 *
 * <pre>
 * version: 1
 * patient:
 *   - field: custom.preferredPharmacy
 *     path: extension('https://practice.example/pharmacy').value.ofType(string)
 *     codec: text
 * </pre>
 */
public final class OverlayParser {

  private static final String FILE = "overlay";

  private OverlayParser() {}

  /** @throws PackageException with the line and what to do, when it cannot be used */
  public static Overlay parse(String yaml) {
    Section whole = Section.of(FILE, Yaml.read(FILE, yaml));
    int version = whole.number("version");
    Map<RecordType, List<MappingTable.Row>> rows = new EnumMap<>(RecordType.class);
    for (RecordType type : RecordType.values()) {
      Set<String> fields = new HashSet<>();
      RowParser parser = new RowParser(type, true);
      List<MappingTable.Row> own = whole.each(type.label(), section -> {
        MappingTable.Row row = parser.row(section);
        if (!fields.add(row.field())) {
          throw section.wrong("field", "'" + row.field() + "' stands twice; keep one");
        }
        return row;
      });
      if (!own.isEmpty()) {
        rows.put(type, own);
      }
    }
    whole.end();
    return new Overlay(version, Map.copyOf(rows));
  }
}
