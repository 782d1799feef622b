package io.mediflow.mapping;

import io.mediflow.mapping.codec.Codec;
import io.mediflow.mapping.codec.CodecContext;
import io.mediflow.mapping.codec.Codecs;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.WritePath;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;

/** A table's row with everything parsed that can be parsed beforehand. */
record CompiledRow(
    Row row, ExpressionNode expression, Codec codec, Optional<ConceptMap> map, Optional<WritePath> writePath) {

  /** @throws IllegalArgumentException when the row cannot be executed; the message says why */
  static CompiledRow of(Row row, EhrPackage ehr, Expressions expressions) {
    CodecName codec = CodecName.of(row.codec())
        .orElseThrow(() -> new IllegalArgumentException("there is no codec '" + row.codec() + "'"));
    if (row.map() != null && !ehr.maps().containsKey(row.map())) {
      throw new IllegalArgumentException("the package has no map '" + row.map() + "'");
    }
    return new CompiledRow(
        row,
        expressions.get(row.path()),
        Codecs.of(codec),
        Optional.ofNullable(row.map()).map(ehr.maps()::get),
        row.direction() == Direction.READ ? Optional.empty() : Optional.of(WritePath.parse(row.path())));
  }

  boolean reads() {
    return row.direction() != Direction.WRITE;
  }

  boolean writes() {
    return row.direction() != Direction.READ;
  }

  boolean isReference() {
    return row.codec().equals(CodecName.RECORD_REFERENCE.label());
  }

  CodecContext context(ZoneId zone, References references) {
    return new CodecContext(zone, row.argument(), map, references);
  }

  Problem problem(Category category, String sentence) {
    return new Problem(category, row.field(), "'" + row.field() + "': " + sentence + ".");
  }
}
