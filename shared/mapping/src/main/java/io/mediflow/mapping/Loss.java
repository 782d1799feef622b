package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.Decoded;
import io.mediflow.mapping.codec.Encoded;
import io.mediflow.mapping.codec.References;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.TreePath;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what of a source no row of its table carries, by place and never by value. Of an object that a codec takes, what
 * the codec would write back is carried and the rest is not; of a row that HAPI evaluates everything under its first member
 * counts as carried, for its engine does not say where it looked.
 */
final class Loss {

  /** What the envelope takes. */
  private static final List<String> ENVELOPE =
      List.of("/resourceType", "/id", "/meta/versionId", "/meta/lastUpdated", "/meta/security");

  private final ZoneId zone;
  private final References references;
  private final Set<String> carried = new HashSet<>(ENVELOPE);

  Loss(ZoneId zone, References references) {
    this.zone = zone;
    this.references = references;
  }

  static List<String> ofResource(CompiledTable table, Source source, ZoneId zone, References references) {
    Loss loss = new Loss(zone, references);
    loss.carry(table, Trail.root(source.tree()));
    return loss.left(source.tree()).stream().map(one -> source.name() + one.steps()).toList();
  }

  static List<String> ofDocument(CompiledTable table, byte[] document, ZoneId zone, References references) {
    if (!(ResourceJson.parse(document) instanceof ResourceJson.Parsed.Tree(ObjectNode root))) {
      return List.of();
    }
    Loss loss = new Loss(zone, references);
    List<Trail> each = table.table().layout().flatMap(MappingTable.Layout::each)
        .map(path -> Trail.root(root).values(TreePath.parse(Format.JSON, path), loss.carried))
        .orElse(List.of(Trail.root(root)));
    each.forEach(one -> loss.carry(table, one));
    return loss.left(root).stream().map(one -> "$" + one.steps()).toList();
  }

  /** @param from where the record begins in the whole */
  void carry(CompiledTable table, Trail from) {
    table.rows().stream().filter(CompiledRow::reads).forEach(row -> carry(row, from));
    table.table().layout().ifPresent(layout -> Stream.concat(layout.id().stream(), layout.lastUpdated().stream())
        .flatMap(path -> from.values(TreePath.parse(table.format(), path), carried).stream())
        .forEach(one -> carried.add(one.pointer())));
  }

  /** The leaves of the whole that were not carried. */
  List<Trail> left(JsonNode whole) {
    return Trail.root(whole).leaves().stream().filter(one -> !isCarried(one.pointer())).toList();
  }

  private boolean isCarried(String pointer) {
    for (int end = pointer.length(); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      if (carried.contains(pointer.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private void carry(CompiledRow row, Trail from) {
    if (row.when().isPresent()) {
      from.values(row.when().get().path(), carried).forEach(one -> carried.add(one.pointer()));
      if (!Criteria.holds(from.node(), row.when().get())) {
        return;
      }
    }
    row.zone().ifPresent(path -> from.values(path, carried).forEach(one -> carried.add(one.pointer())));
    if (row.group()) {
      row.places().forEach(place -> found(place, from)
          .forEach(one -> row.rows().stream().filter(CompiledRow::reads).forEach(inner -> carry(inner, one))));
    } else if (row.places().size() == 1 && row.places().getFirst() instanceof Place.OnModel(var expression)) {
      carried.add("/" + expression.getName());
    } else {
      decoded(row, from);
    }
  }

  private List<Trail> found(Place place, Trail from) {
    return place instanceof Place.OnTree(var path) ? from.values(path, carried) : List.of();
  }

  private void decoded(CompiledRow row, Trail from) {
    boolean one = row.places().size() == 1;
    List<Trail> values = new ArrayList<>();
    for (Place place : row.places()) {
      List<Trail> all = found(place, from);
      if (one) {
        values.addAll(all);
      } else {
        values.add(all.isEmpty() ? new Trail("", MissingNode.getInstance()) : all.getFirst());
      }
    }
    if (values.stream().allMatch(value -> value.node().isMissingNode())) {
      return;
    }
    Decoded decoded = row.codec().decode(values.stream().map(Trail::node).toList(), row.context(zone, references));
    decoded.value().ifPresent(value -> kept(values, row.codec().encode(value, row.context(zone, references)), one));
  }

  /** Compares what was read with what the codec makes of it again; where it makes nothing, everything was taken in. */
  private void kept(List<Trail> values, Encoded again, boolean one) {
    for (int i = 0; i < values.size(); i++) {
      Trail value = values.get(i);
      if (again instanceof Encoded.Value(JsonNode json) && one) {
        JsonNode counterpart = json.isArray() ? json.path(i) : i == 0 ? json : MissingNode.getInstance();
        kept(value, counterpart);
      } else if (!value.node().isMissingNode()) {
        carried.add(value.pointer());
      }
    }
  }

  private void kept(Trail value, JsonNode again) {
    if (value.node().isValueNode() && again.isValueNode()) {
      carried.add(value.pointer());
    } else if (!value.node().isValueNode() && again.isContainerNode()) {
      for (Trail leaf : value.leaves()) {
        if (!again.at(leaf.pointer().substring(value.pointer().length())).isMissingNode()) {
          carried.add(leaf.pointer());
        }
      }
    } else if (!again.isMissingNode()) {
      carried.add(value.pointer());
    }
  }
}
