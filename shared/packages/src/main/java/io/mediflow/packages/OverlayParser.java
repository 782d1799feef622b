package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * hl7v2:
 *   patient:
 *     - {field: custom.preferredPharmacy, path: ZPH-2-1, codec: text}
 * local:
 *   visit-types:
 *     - {ours: new-patient, ehr: "101", title: New patient}
 * </pre>
 *
 * Rows of FHIR interfaces stand at the top, those of others under {@code hl7v2} and {@code json}.
 */
public final class OverlayParser {

  private static final String FILE = "overlay";

  private OverlayParser() {}

  /** @throws PackageException with the line and what to do, when it cannot be used */
  public static Overlay parse(String yaml) {
    Section whole = Section.of(FILE, Yaml.read(FILE, yaml));
    int version = whole.number("version");
    Map<Format, Map<RecordType, List<MappingTable.Row>>> rows = new EnumMap<>(Format.class);
    rows.put(Format.FHIR_R4, rows(whole, Format.FHIR_R4));
    for (Format other : List.of(Format.HL7V2, Format.JSON)) {
      whole.inner(other.label()).ifPresent(section -> {
        rows.put(other, rows(section, other));
        section.end();
      });
    }
    Map<String, LocalList> local = new LinkedHashMap<>();
    whole.inner("local").ifPresent(section -> {
      LocalList.NAMES.stream().filter(name -> section.find(name).isPresent())
          .forEach(name -> local.put(name, list(name, section)));
      section.end();
    });
    whole.end();
    return new Overlay(version, Map.copyOf(rows), Map.copyOf(local));
  }

  private static Map<RecordType, List<MappingTable.Row>> rows(Section section, Format format) {
    Map<RecordType, List<MappingTable.Row>> rows = new EnumMap<>(RecordType.class);
    for (RecordType type : RecordType.values()) {
      Set<String> fields = new HashSet<>();
      RowParser parser = RowParser.overlay(type, format);
      List<MappingTable.Row> own = section.each(type.label(), one -> {
        MappingTable.Row row = parser.row(one);
        if (!fields.addAll(row.fields())) {
          throw one.wrong("field", "'" + row.name() + "' stands twice; keep one");
        }
        return row;
      });
      if (!own.isEmpty()) {
        rows.put(type, own);
      }
    }
    return Map.copyOf(rows);
  }

  private static LocalList list(String name, Section section) {
    Set<String> ours = new HashSet<>();
    Set<String> theirs = new HashSet<>();
    return new LocalList(name, section.each(name, one -> {
      LocalList.Entry entry = new LocalList.Entry(one.text("ours"), one.text("ehr"), one.optional("system"),
          one.optional("title"), one.optional("zone"), one.flag("retired"));
      if (!ours.add(entry.ours())) {
        throw one.wrong("ours", "stands twice in " + name + "; keep one");
      }
      if (!theirs.add(entry.ehr())) {
        throw one.wrong("ehr", "stands twice in " + name + "; a write could not choose, keep one");
      }
      entry.zone().ifPresent(zone -> zone(one, zone));
      return entry;
    }));
  }

  private static void zone(Section section, String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException none) {
      throw section.wrong("zone", "is '" + zone + "'; write an IANA zone, for example America/Chicago");
    }
  }
}
