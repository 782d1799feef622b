package io.mediflow.mapping;

import io.mediflow.mapping.codec.Codec;
import io.mediflow.mapping.codec.CodecContext;
import io.mediflow.mapping.codec.Codecs;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.Condition;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.TreePath;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table's row with everything parsed that can be parsed beforehand.
 *
 * @param around the field of the group that it stands in, behind that one's own; empty at the top
 * @param places where it reads
 * @param paths  where it writes; empty for a row that is only read
 * @param codec  null for a group
 * @param rows   of a group
 */
record CompiledRow(
    Row row, String around, List<Place> places, List<TreePath> paths, Codec codec, Optional<ConceptMap> map,
    Optional<LocalBuild> local, Optional<Condition> when, Optional<TreePath> zone, List<CompiledRow> rows) {

  /** @throws IllegalArgumentException when the row cannot be executed; the message says why */
  static CompiledRow of(
      Row row, Format format, EhrPackage ehr, Overlay overlay, Expressions expressions, Heads heads) {
    return of(row, "", format, ehr, overlay, expressions, heads);
  }

  private static CompiledRow of(
      Row row, String around, Format format, EhrPackage ehr, Overlay overlay, Expressions expressions, Heads heads) {
    CodecName codec = CodecName.of(row.codec())
        .orElseThrow(() -> new IllegalArgumentException("there is no codec '" + row.codec() + "'"));
    if (row.map() != null && !row.local() && !ehr.maps().containsKey(row.map())) {
      throw new IllegalArgumentException("the package has no map '" + row.map() + "'");
    }
    if (row.local() && !LocalList.NAMES.contains(row.map().substring(Row.LOCAL.length()))) {
      throw new IllegalArgumentException(
          "a local build has no list '" + row.map() + "'; there are " + String.join(", ", LocalList.NAMES));
    }
    List<Place> places = new ArrayList<>();
    List<TreePath> paths = new ArrayList<>();
    for (String path : row.paths()) {
      if (codec == CodecName.GROUP) {
        paths.add(TreePath.container(format, path));
        places.add(new Place.OnTree(paths.getLast()));
      } else if (row.constant() == null) {
        places.add(Place.of(format, path, expressions, heads));
      }
      if (codec != CodecName.GROUP && row.writes()) {
        paths.add(TreePath.parse(format, path));
      }
    }
    return new CompiledRow(row, around, places, paths, Codecs.of(codec),
        row.local() ? Optional.empty() : Optional.ofNullable(row.map()).map(ehr.maps()::get),
        row.local() ? overlay.local(row.map().substring(Row.LOCAL.length()))
            .map(list -> new LocalBuild(list, row.parts().keySet())) : Optional.empty(),
        Optional.ofNullable(row.when()).map(text -> Condition.parse(format, text)),
        Optional.ofNullable(row.zone()).map(text -> TreePath.parse(format, text)),
        row.rows().stream().map(inner ->
            inner(inner, named(around, row.field()), paths.getFirst(), format, ehr, overlay, expressions, heads)).toList());
  }

  /** A row inside a group; its paths begin at what the group's path finds. */
  private static CompiledRow inner(Row row, String around, TreePath container, Format format, EhrPackage ehr, Overlay overlay,
      Expressions expressions, Heads heads) {
    if (format != Format.HL7V2) {
      return of(row, around, format, ehr, overlay, expressions, heads);
    }
    List<TreePath> paths = row.paths().stream().map(path -> TreePath.inside(format, container, path)).toList();
    CompiledRow bare = of(bare(row), format, ehr, overlay, expressions, heads);
    return new CompiledRow(row, around, paths.stream().<Place>map(Place.OnTree::new).toList(), row.writes() ? paths : List.of(),
        bare.codec(), bare.map(), bare.local(), bare.when(), bare.zone(), List.of());
  }

  private static Row bare(Row row) {
    return new Row(row.field(), row.parts(), List.of(), row.codec(), row.direction(), row.required(), row.fallback(),
        row.map(), row.argument(), row.when(), row.zone(), row.constant(), List.of(), row.note());
  }

  boolean reads() {
    return row.reads() && row.constant() == null;
  }

  boolean writes() {
    return row.writes();
  }

  boolean group() {
    return !rows.isEmpty();
  }

  boolean isReference() {
    return row.codec().equals(CodecName.RECORD_REFERENCE.label()) || row.codec().equals(CodecName.RECORD_ID.label());
  }

  CodecContext context(ZoneId zone, References references, Terminology terminology) {
    return new CodecContext(zone, row.argument(), map, references, terminology);
  }

  Problem problem(Category category, String sentence) {
    String name = row.constant() == null
        ? row.fields().stream().map(field -> named(around, field)).collect(Collectors.joining("+")) : row.name();
    return new Problem(category, name, "'" + name + "': " + sentence + ".");
  }

  private static String named(String around, String field) {
    return around.isEmpty() ? field : around + "." + field;
  }
}
