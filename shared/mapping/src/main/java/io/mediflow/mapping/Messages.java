package io.mediflow.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.References;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.mapping.hl7.Hl7Segment;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.MappingTable.Layout;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An HL7 v2 message, in which each table that reads its type finds its records. */
final class Messages {

  private Messages() {}

  static List<Sourced> open(EhrPackage ehr, Overlay overlay, String interfaceName, Optional<RecordType> type, byte[] input,
      ZoneId zone, References references) {
    return switch (Hl7Message.parse(input)) {
      case Hl7Message.Parsed.Broken(List<Problem> reasons, var header) -> List.of(new Sourced.Refused(reasons));
      case Hl7Message.Parsed.Message(Hl7Message message) -> {
        List<CompiledTable> tables = tables(ehr, overlay, interfaceName, type, message);
        if (tables.isEmpty()) {
          yield List.of(Sourced.refused(Category.NOT_SUPPORTED, "MSH-9", "The package " + ehr.stamp()
              + " maps no message of this type and event from this interface; have the sender filter it out, or add a table."));
        }
        List<Sourced> all = new ArrayList<>();
        for (CompiledTable table : tables) {
          for (ObjectNode view : views(table, message)) {
            Sourced found = Sourced.of(table, new Source(message.type() + " message", view), zone, references);
            all.add(merging(table, event(message), found).with(message.problems()));
          }
        }
        yield all;
      }
    };
  }

  private static Sourced merging(CompiledTable table, String event, Sourced found) {
    return found instanceof Sourced.Ready survivor
        ? table.layout().flatMap(CompiledLayout::merged).filter(one -> one.toldBy(event))
            .map(one -> one.of(survivor, survivor.source().tree())).orElse(found)
        : found;
  }

  private static String event(Hl7Message message) {
    return message.type() + "^" + message.trigger();
  }

  /** Those whose sources name this message, as {@code ADT} or {@code ADT^A04}. */
  static List<CompiledTable> tables(
      EhrPackage ehr, Overlay overlay, String interfaceName, Optional<RecordType> type, Hl7Message message) {
    String event = event(message);
    List<CompiledTable> tables = new ArrayList<>();
    for (RecordSpec spec : ehr.records()) {
      List<String> sources = spec.table().sources();
      if (spec.interfaceName().equals(interfaceName) && type.map(one -> one == spec.type()).orElse(true)
          && (sources.contains(message.type()) || sources.contains(event))) {
        tables.add(Tables.SHARED.of(ehr, overlay, spec));
      }
    }
    return tables;
  }

  /**
   * One tree for each record that is to be made: the segments that belong to it, by name, in order. Segments that no row names
   * are left out, so that they are never taken apart.
   */
  static List<ObjectNode> views(CompiledTable table, Hl7Message message) {
    CompiledLayout compiled = table.layout().orElseThrow();
    return all(table, compiled.layout(), message).stream().filter(compiled::takes).toList();
  }

  private static List<ObjectNode> all(CompiledTable table, Layout layout, Hl7Message message) {
    if (layout.each().isEmpty()) {
      ObjectNode view = ResourceJson.MAPPER.createObjectNode();
      message.segments().forEach(segment -> put(table.members(), segment, view));
      return List.of(view);
    }
    List<ObjectNode> views = new ArrayList<>();
    for (int i = 0; i < message.segments().size(); i++) {
      if (message.segments().get(i).name().equals(layout.each().get())) {
        views.add(view(table.members(), layout, message.segments(), i));
      }
    }
    return views;
  }

  private static ObjectNode view(Set<String> members, Layout layout, List<Hl7Segment> segments, int anchor) {
    ObjectNode view = ResourceJson.MAPPER.createObjectNode();
    String each = layout.each().orElseThrow();
    for (Hl7Segment one : segments) {
      String name = one.name();
      if (!name.equals(each) && !layout.within().contains(name) && !layout.with().contains(name)) {
        put(members, one, view);
      }
    }
    for (String name : layout.within()) {
      for (int i = anchor; i >= 0; i--) {
        if (segments.get(i).name().equals(name)) {
          put(members, segments.get(i), view);
          break;
        }
      }
    }
    put(members, segments.get(anchor), view);
    for (int i = anchor + 1; i < segments.size() && !ends(segments.get(i).name(), each, layout); i++) {
      if (layout.with().contains(segments.get(i).name())) {
        put(members, segments.get(i), view);
      }
    }
    return view;
  }

  private static boolean ends(String name, String each, Layout layout) {
    return name.equals(each) || layout.within().contains(name);
  }

  private static void put(Set<String> members, Hl7Segment segment, ObjectNode view) {
    if (members.contains(segment.name())) {
      (view.get(segment.name()) instanceof ArrayNode all ? all : view.putArray(segment.name())).add(segment.fields());
    }
  }
}
