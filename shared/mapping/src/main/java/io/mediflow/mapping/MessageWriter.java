package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.hl7.Hl7Segment;
import io.mediflow.mapping.hl7.Hl7Writer;
import io.mediflow.packages.MappingTable.Layout;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** An HL7 v2 message around the segments that rows write: its header before, the text of it all after. */
final class MessageWriter {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'+0000'").withZone(ZoneOffset.UTC);
  private static final String VERSION = "2.5.1";

  private MessageWriter() {}

  /** The header, with what conditions of the table may ask for, and nothing else. */
  static ObjectNode begun(Layout layout, WriteContext.Message message) {
    String[] event = message.event().or(layout::event).orElseThrow().split("\\^");
    Hl7Segment header = Hl7Segment.of("MSH").put(7, 1, TIME.format(message.now())).put(10, 1, message.controlId())
        .put(11, 1, "P").put(12, 1, VERSION).put(18, 1, "UNICODE UTF-8");
    for (int i = 0; i < event.length; i++) {
      header.put(9, i + 1, event[i]);
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("MSH").add(header.fields());
    if (layout.segments().contains("EVN")) {
      root.putArray("EVN").add(Hl7Segment.of("EVN").put(2, 1, TIME.format(message.now())).fields());
    }
    return root;
  }

  /** Its text in UTF-8, segments ended by CR, in the table's order. */
  static byte[] text(Layout layout, ObjectNode root) {
    List<Hl7Segment> segments = new ArrayList<>();
    segments.add(Hl7Segment.of("MSH", (ObjectNode) root.get("MSH").get(0)));
    for (String name : layout.segments()) {
      for (JsonNode one : root.path(name)) {
        segments.add(Hl7Segment.of(name, (ObjectNode) one));
      }
    }
    return Hl7Writer.write(segments).getBytes(StandardCharsets.UTF_8);
  }
}
