package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.CodecContext;
import io.mediflow.mapping.codec.Decoded;
import io.mediflow.mapping.codec.Encoded;
import io.mediflow.mapping.codec.References;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.mapping.hl7.Hl7Segment;
import io.mediflow.model.terminology.Terminology;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
    List<Trail> each = table.layout().flatMap(CompiledLayout::each)
        .map(path -> Trail.root(root).values(path, loss.carried))
        .orElse(List.of(Trail.root(root)));
    each.stream()
        .filter(one -> !(one.node() instanceof ObjectNode object) || table.layout().orElseThrow().takes(object))
        .forEach(one -> loss.carry(table, one));
    return loss.left(root).stream().map(one -> "$" + one.steps()).toList();
  }

  /**
   * Places as {@code PV1-44(0)-1-1}, with the segment's number where there are several: {@code OBX(2)-5-1-1}, counted from 0.
   */
  static List<String> ofMessage(List<CompiledTable> tables, Hl7Message message, ZoneId zone, References references) {
    Map<JsonNode, Set<String>> carried = new IdentityHashMap<>();
    for (CompiledTable table : tables) {
      for (ObjectNode view : Messages.views(table, message)) {
        Loss loss = new Loss(zone, references);
        loss.carry(table, Trail.root(view));
        view.properties().forEach(named -> {
          for (int i = 0; i < named.getValue().size(); i++) {
            String prefix = "/" + named.getKey() + "/" + i;
            Set<String> own = carried.computeIfAbsent(named.getValue().get(i), segment -> new HashSet<>());
            loss.carried.stream().filter(one -> one.startsWith(prefix + "/")).forEach(one -> own.add(one.substring(prefix.length())));
          }
        });
      }
    }
    List<String> left = new ArrayList<>();
    for (Hl7Segment segment : message.segments()) {
      List<Hl7Segment> alike = message.all(segment.name());
      String name = alike.size() == 1 ? segment.name() : segment.name() + "(" + index(alike, segment) + ")";
      Loss loss = new Loss(zone, references);
      loss.carried.addAll(carried.getOrDefault(segment.fields(), Set.of()));
      loss.left(segment.fields()).stream().filter(one -> !segment.name().equals("MSH")).forEach(one -> left.add(name + place(one)));
    }
    return left;
  }

  private static int index(List<Hl7Segment> alike, Hl7Segment segment) {
    int at = 0;
    while (alike.get(at) != segment) {
      at++;
    }
    return at;
  }

  /** Field, repetition, component and subcomponent. */
  private static String place(Trail leaf) {
    String[] steps = leaf.pointer().split("/");
    return "-" + steps[1] + "(" + steps[2] + ")-" + steps[3] + "-" + steps[4];
  }

  /** @param from where the record begins in the whole */
  void carry(CompiledTable table, Trail from) {
    carry(table.rows(), from);
    table.layout().ifPresent(layout -> Stream.of(
            layout.id().stream(), layout.lastUpdated().stream(), layout.merged().stream().flatMap(CompiledMerged::paths))
        .flatMap(paths -> paths)
        .flatMap(path -> from.values(path, carried).stream())
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

  /** As rows are read: one that is a fallback carries nothing where its field has a value already. */
  private void carry(List<CompiledRow> rows, Trail from) {
    Set<String> filled = new HashSet<>();
    for (CompiledRow row : rows) {
      if (row.reads() && !(row.row().fallback() && row.row().fields().stream().anyMatch(filled::contains))) {
        carry(row, from, filled);
      }
    }
  }

  private void carry(CompiledRow row, Trail from, Set<String> filled) {
    if (row.when().isPresent()) {
      from.values(row.when().get().path(), carried).forEach(one -> carried.add(one.pointer()));
      if (!Criteria.holds(from.node(), row.when().get())) {
        return;
      }
    }
    row.zone().ifPresent(path -> from.values(path, carried).forEach(one -> carried.add(one.pointer())));
    if (row.group()) {
      row.places().forEach(place -> found(place, from)
          .forEach(one -> carry(row.rows(), one)));
    } else if (row.places().size() == 1 && row.places().getFirst() instanceof Place.OnModel(var expression)) {
      carried.add("/" + expression.getName());
    } else if (decoded(row, from)) {
      filled.addAll(row.row().fields());
    }
  }

  private List<Trail> found(Place place, Trail from) {
    return place instanceof Place.OnTree(var path, int head) ? from.values(path, carried) : List.of();
  }

  /** Whether the row gives a value. */
  private boolean decoded(CompiledRow row, Trail from) {
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
      return false;
    }
    try {
      CodecContext context = row.context(zone, references, Terminology.EMPTY);
      Decoded decoded = row.codec().decode(values.stream().map(Trail::node).toList(), context);
      decoded.value().ifPresent(value -> kept(values, row.codec().encode(value, context), one));
      return decoded.value().isPresent();
    } catch (RuntimeException failed) {
      return false; // the reader tells it as a problem, and what it could not take is lost
    }
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
