package io.mediflow.packages.doc;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a practice, and whoever checks a mapping, wants to see of it. Of the same package, overlay and examples it is always the
 * same.
 *
 * @param title      for people
 * @param stamp      what each record carries, for example {@code smart-r4@1.0.0}
 * @param overlay    version of the practice's overlay; 0 for none
 * @param facts      what is known of the product
 * @param interfaces the ways in
 * @param tables     one per interface and record type
 * @param codecs     those that the tables name, in the order of their names
 * @param maps       code maps that the tables name
 * @param lists      the practice's local build
 * @param operations what can be written
 */
public record MappingDocument(
    String title, String stamp, int overlay, Facts facts, List<InterfaceSpec> interfaces, List<Table> tables,
    List<CodecName> codecs, List<ConceptMap> maps, List<LocalList> lists, List<OperationSpec> operations) {

  public MappingDocument {
    interfaces = List.copyOf(interfaces);
    tables = List.copyOf(tables);
    codecs = List.copyOf(codecs);
    maps = List.copyOf(maps);
    lists = List.copyOf(lists);
    operations = List.copyOf(operations);
  }

  /**
   * @param sources    what the interface sends for it
   * @param onlyIf     when a record is made of it; empty for always
   * @param merged     what says that other records were merged into one; empty where nothing does
   * @param strategies how changes are learned of, as packages write them
   */
  public record Table(
      RecordType type, String interfaceName, Format format, List<String> sources, String onlyIf, String merged,
      List<String> strategies, List<Line> lines) {

    public Table {
      sources = List.copyOf(sources);
      strategies = List.copyOf(strategies);
      lines = List.copyOf(lines);
    }
  }

  /**
   * One row, or one row inside a group.
   *
   * @param field     record field, {@code reactions[].substance} inside a group; of a codec with parts all of them, with their
   *     parts; what is written always in quotes
   * @param paths     where it stands, in the format's syntax
   * @param codec     how the two are converted
   * @param argument  what the codec is given besides; empty for nothing
   * @param direction which ways it goes
   * @param map       code map or local list; empty for none
   * @param count     required, optional, list, required list or always
   * @param condition when the row goes; empty for always
   * @param zone      where the zone of a time without one stands; empty for the practice's
   * @param order     which of several places is looked at first, {@code 1 of 2}; empty where there is one
   * @param otherwise what happens when the value is absent or none that is known, as sentences
   * @param example   from the golden cases; empty when none shows it
   * @param note      the package's, or empty
   * @param own       whether it is the practice's
   */
  public record Line(
      String field, List<String> paths, CodecName codec, String argument, Direction direction, String map, String count,
      String condition, String zone, String order, String otherwise, String example, String note, boolean own) {

    public Line {
      paths = List.copyOf(paths);
    }
  }

  public static MappingDocument of(EhrPackage ehr, Overlay overlay, Examples examples) {
    List<Table> tables = new ArrayList<>();
    ehr.records().stream()
        .sorted(Comparator.comparing(RecordSpec::type))
        .forEach(spec -> tables.add(new Table(
            spec.type(), spec.interfaceName(), spec.table().format(), spec.table().sources(),
            spec.table().layout().flatMap(MappingTable.Layout::onlyIf).orElse(""),
            spec.table().layout().flatMap(MappingTable.Layout::merged).map(Words::merged).orElse(""),
            spec.strategies().stream().map(one -> Words.strategy(spec, one)).toList(),
            new Lines(spec, overlay, examples).all())));
    List<Line> lines = tables.stream().flatMap(one -> one.lines().stream()).toList();
    Set<String> maps = lines.stream().map(Line::map).collect(Collectors.toCollection(TreeSet::new));
    return new MappingDocument(
        ehr.title(), ehr.stamp(), overlay.version(), ehr.facts(), List.copyOf(ehr.interfaces().values()), tables,
        lines.stream().map(Line::codec).distinct().sorted(Comparator.comparing(CodecName::label)).toList(),
        ehr.maps().values().stream().filter(one -> maps.contains(one.name()))
            .sorted(Comparator.comparing(ConceptMap::name)).toList(),
        overlay.local().values().stream().sorted(Comparator.comparing(LocalList::name)).toList(),
        ehr.operations().values().stream().sorted(Comparator.comparing(OperationSpec::name)).toList());
  }
}
