package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code operations.yaml}: what can be written, each by the table of one interface. */
final class OperationsParser {

  private OperationsParser() {}

  static Map<String, OperationSpec> operations(Section section, List<RecordSpec> records) {
    return section.named((name, one) -> operation(name, one, records));
  }

  private static OperationSpec operation(String name, Section section, List<RecordSpec> records) {
    RecordType type = PackageParser.type(section, section.text("record"));
    Optional<String> named = section.optional("interface");
    RecordSpec record = records.stream()
        .filter(one -> one.type() == type && named.map(one.interfaceName()::equals).orElse(true)).findFirst()
        .orElseThrow(() -> section.wrong("record", "is '" + type.label() + "', which this package does not map"
            + named.map(from -> " from the interface '" + from + "'").orElse("")));
    Optional<OperationSpec.ExternalId> externalId = section.inner("external-id").map(inner -> {
      OperationSpec.ExternalId id = new OperationSpec.ExternalId(inner.text("search"), inner.text("system"));
      inner.end();
      return id;
    });
    OperationSpec spec = new OperationSpec(name, type, record.interfaceName(), section.constant("verb", OperationSpec.Verb.class),
        Set.copyOf(section.texts("required")), Set.copyOf(section.texts("allowed")), section.values("fixed"), externalId,
        section.flag("absence-proves"), section.duration("settle"), Set.copyOf(section.texts("changed-by-ehr")));
    written(section, "required", spec.required(), record.table());
    written(section, "allowed", spec.allowed(), record.table());
    written(section, "fixed", spec.fixed().keySet(), record.table());
    return spec;
  }

  /** An operation may name only what its table can write; a 2xx that writes nothing is the worst answer. */
  private static void written(Section section, String key, Collection<String> fields, MappingTable table) {
    for (String field : fields) {
      if (table.rows().stream().noneMatch(row -> row.writes() && row.fields().contains(field))) {
        throw section.wrong(key, "names '" + field + "', and no row of the table writes it");
      }
    }
  }
}
