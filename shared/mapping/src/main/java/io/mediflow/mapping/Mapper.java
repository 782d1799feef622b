package io.mediflow.mapping;

import io.mediflow.fhir.R4;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordFields;
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

  /** Maps a FHIR resource (JSON bytes as the EHR sent them) to a record. Never throws for what the bytes are. */
  public ReadResult read(EhrPackage ehr, Overlay overlay, String interfaceName, byte[] resource, ReadContext context) {
    return read(ehr, Resources.open(ehr, overlay, interfaceName, resource), context);
  }

  /**
   * Maps whatever an interface sends, in its own format, to all records that it holds. Never throws for what the bytes are.
   *
   * @param type only records of this one; a vendor's documents do not say it themselves
   * @return one for each record, or what was refused; empty when the input holds nothing that the package maps
   */
  public List<ReadResult> map(EhrPackage ehr, Overlay overlay, String interfaceName, Optional<RecordType> type, byte[] input,
      ReadContext context) {
    return open(ehr, overlay, interfaceName, type, input, context).stream().map(one -> read(ehr, one, context)).toList();
  }

  /**
   * Names every place of an input that no record carries: {@code Patient.photo[0].data}, {@code PV1-44(0)-1-1}, {@code $.notes}. Never a value.
   * Empty also where nothing could be mapped, which {@link #map} tells.
   */
  public List<String> loss(EhrPackage ehr, Overlay overlay, String interfaceName, Optional<RecordType> type, byte[] input,
      ReadContext context) {
    KnownReferences references = KnownReferences.reading(ehr, context.recordIds());
    return switch (ehr.interfaces().get(interfaceName).format()) {
      case FHIR_R4 -> Resources.open(ehr, overlay, interfaceName, input) instanceof Sourced.Ready(
          CompiledTable table, Envelope envelope, Source source) && type.map(one -> one == table.type()).orElse(true)
          ? Loss.ofResource(table, source, context.zone(), references)
          : List.of();
      case HL7V2 -> Hl7Message.parse(input) instanceof Hl7Message.Parsed.Message(Hl7Message message)
          ? Loss.ofMessage(Messages.tables(ehr, overlay, interfaceName, type, message), message, context.zone(), references)
          : List.of();
      case JSON -> type.flatMap(one -> Tables.SHARED.find(ehr, overlay, interfaceName, one))
          .map(table -> Loss.ofDocument(table, input, context.zone(), references)).orElse(List.of());
    };
  }

  private static List<Sourced> open(EhrPackage ehr, Overlay overlay, String interfaceName, Optional<RecordType> type,
      byte[] input, ReadContext context) {
    KnownReferences references = KnownReferences.reading(ehr, context.recordIds());
    return switch (ehr.interfaces().get(interfaceName).format()) {
      case FHIR_R4 -> Stream.of(Resources.open(ehr, overlay, interfaceName, input)).filter(one -> wanted(one, type)).toList();
      case HL7V2 -> Messages.open(ehr, overlay, interfaceName, type, input, context.zone(), references);
      case JSON -> type.flatMap(one -> Tables.SHARED.find(ehr, overlay, interfaceName, one))
          .map(table -> Documents.open(table, input, context.zone(), references))
          .orElseGet(() -> List.of(Sourced.refused(Category.NOT_SUPPORTED, "document",
              type.isEmpty() ? "A vendor's document does not say which record it holds; name the record type."
                  : "The package " + ehr.stamp() + " maps no such record from this interface; name one that it maps.")));
    };
  }

  private static boolean wanted(Sourced sourced, Optional<RecordType> type) {
    return switch (sourced) {
      case Sourced.Refused refused -> true; // which record it would have been is not known
      case Sourced.Ready(CompiledTable table, Envelope envelope, Source source) ->
          type.map(one -> one == table.type()).orElse(true);
    };
  }

  private static ReadResult read(EhrPackage ehr, Sourced sourced, ReadContext context) {
    return switch (sourced) {
      case Sourced.Refused(List<Problem> reasons) -> new ReadResult.Refused(reasons);
      case Sourced.Ready(CompiledTable table, Envelope envelope, Source source) -> mapped(table, envelope,
          new RecordReader(table, context.zone(), KnownReferences.reading(ehr, context.recordIds()), context.terminology()).read(source));
    };
  }

  private static ReadResult mapped(CompiledTable table, Envelope envelope, RecordReader.Reading reading) {
    List<Problem> problems = Stream.concat(envelope.problems().stream(), reading.problems().stream()).toList();
    if (!reading.missing().isEmpty()) {
      return new ReadResult.Refused(Stream.concat(reading.missing().stream(), problems.stream()).toList());
    }
    return new ReadResult.Mapped(table.type(), envelope.id(), envelope.version(), envelope.lastUpdated(), reading.fields(),
        reading.cleared(), problems, envelope.securityMarks(), envelope.absorbed(),
        Canonical.hash(reading.fields(), problems, envelope.securityMarks()));
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

  /** The fields that a row writes. */
  public Set<String> writable(EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type) {
    return Tables.SHARED.find(ehr, overlay, interfaceName, type).stream()
        .flatMap(table -> table.rows().stream())
        .filter(CompiledRow::writes)
        .flatMap(row -> row.row().fields().stream())
        .map(field -> field.startsWith(RecordFields.CUSTOM_PREFIX) ? RecordFields.CUSTOM : field)
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
