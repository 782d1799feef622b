package io.mediflow.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executes a package's tables in both directions. Pure: no clock, randomness, environment, network or log. */
public final class Mapper {

  /** Maps a resource (JSON bytes as the EHR sent them) to a record. Never throws for what the bytes are. */
  public ReadResult read(EhrPackage ehr, Overlay overlay, String interfaceName, byte[] resource, ReadContext context) {
    return switch (ResourceJson.parse(resource)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> new ReadResult.Refused(List.of(problem));
      case ResourceJson.Parsed.Tree(ObjectNode root, String resourceType) ->
          read(ehr, overlay, interfaceName, root, resourceType, context);
    };
  }

  private static ReadResult read(
      EhrPackage ehr, Overlay overlay, String interfaceName, ObjectNode root, String resourceType, ReadContext context) {
    Optional<CompiledTable> table =
        ehr.recordFrom(interfaceName, resourceType).map(spec -> Tables.SHARED.of(ehr, overlay, spec));
    if (table.isEmpty() || !R4.knows(resourceType)) {
      return refused(Category.NOT_SUPPORTED, "resource",
          "The package " + ehr.stamp() + " maps no resource of this type from this interface; send one that it maps.");
    }
    Optional<Envelope> envelope = Envelope.of(root, resourceType);
    if (envelope.isEmpty()) {
      return refused(Category.REQUIRED, resourceType + ".id",
          "The resource has no id that can stand in a URL; ask the EHR's vendor why.");
    }
    RecordReader reader =
        new RecordReader(table.get(), context.zone(), KnownReferences.reading(ehr, context.recordIds()));
    return mapped(table.get(), envelope.get(), reader.read(new Source(resourceType, root)));
  }

  private static ReadResult mapped(CompiledTable table, Envelope envelope, RecordReader.Reading reading) {
    List<Problem> problems = Stream.concat(envelope.problems().stream(), reading.problems().stream()).toList();
    if (!reading.missing().isEmpty()) {
      return new ReadResult.Refused(Stream.concat(reading.missing().stream(), problems.stream()).toList());
    }
    return new ReadResult.Mapped(table.type(), envelope.id(), envelope.version(), envelope.lastUpdated(), reading.fields(),
        reading.cleared(), problems, envelope.securityMarks(), Canonical.hash(reading.fields(), problems, envelope.securityMarks()));
  }

  private static ReadResult refused(Category category, String path, String sentence) {
    return new ReadResult.Refused(List.of(new Problem(category, path, sentence)));
  }

  /** What of an overlay could not run on top of this package, so that it can be refused before it is stored. */
  public List<Problem> check(EhrPackage ehr, Overlay overlay) {
    List<Problem> problems = new ArrayList<>();
    overlay.rows().forEach((format, types) -> types.keySet().forEach(type -> {
      List<RecordSpec> own =
          ehr.records().stream().filter(one -> one.type() == type && one.table().format() == format).toList();
      own.forEach(spec -> problems.addAll(Tables.SHARED.of(ehr, overlay, spec).problems()));
      if (own.isEmpty()) {
        problems.add(new Problem(Category.NOT_SUPPORTED, type.label(), "The package " + ehr.stamp() + " does not map a "
            + type.label() + " of the format " + format.label() + "; leave it out of the overlay."));
      }
    }));
    return problems;
  }

  /** The record ids that {@code fields} refer to; the caller resolves them into {@link WriteContext#sources()}. */
  public Set<String> references(
      EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type, Map<String, Object> fields) {
    Map<String, Object> flat = RecordWriter.flat(fields);
    return Tables.SHARED.find(ehr, overlay, interfaceName, type).stream()
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.writes() && row.isReference() && flat.get(row.row().field()) instanceof String)
        .map(row -> (String) flat.get(row.row().field()))
        .collect(Collectors.toSet());
  }

  /** The resource that creates a record with these fields. */
  public WriteResult create(EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type,
      Map<String, Object> fields, WriteContext context) {
    return writer(ehr, overlay, interfaceName, type, context).map(one -> one.create(fields)).orElseGet(() -> unmapped(ehr, type));
  }

  /** {@code current} with these fields changed: a blank (empty string) never wipes and is refused. */
  public WriteResult update(EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type, byte[] current,
      Map<String, Object> changes, WriteContext context) {
    return writer(ehr, overlay, interfaceName, type, context)
        .map(one -> one.update(current, changes)).orElseGet(() -> unmapped(ehr, type));
  }

  private static Optional<RecordWriter> writer(
      EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type, WriteContext context) {
    return Tables.SHARED.find(ehr, overlay, interfaceName, type)
        .filter(table -> table.format() != Format.FHIR_R4 || R4.knows(table.resource()))
        .map(table -> new RecordWriter(ehr, table, context));
  }

  private static WriteResult unmapped(EhrPackage ehr, RecordType type) {
    return new WriteResult.Refused(List.of(new Problem(Category.NOT_SUPPORTED, type.label(),
        "The package " + ehr.stamp() + " does not map a " + type.label() + "; choose what it maps.")));
  }
}
