package io.mediflow.mapping.hl7;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes segments as a message's text: the inverse of {@link Hl7Message#parse(String)}. Segments end in CR; empty places at the end of
 * a segment, field or component are not written; HL7's null {@code ""} is.
 *
 * <p>The first segment's MSH-1 and MSH-2 say what divides the text; where they are missing or lack a character, the standard
 * {@code |^~\&} is used and put there.
 */
public final class Hl7Writer {

  /** A number beyond this is a mistake: it would be written as so many separators. */
  private static final int MOST = 10_000;

  private final Hl7Encoding encoding;
  private final StringBuilder out;

  private Hl7Writer(Hl7Encoding encoding, StringBuilder out) {
    this.encoding = encoding;
    this.out = out;
  }

  /** @throws IllegalArgumentException when a tree has not the shape that {@link Hl7Segment} says, without values */
  public static String write(List<Hl7Segment> segments) {
    if (segments.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(1_024);
    Hl7Writer writer = new Hl7Writer(Hl7Encoding.forWriting(segments.getFirst()), out);
    segments.forEach(writer::segment);
    return out.toString();
  }

  private void segment(Hl7Segment segment) {
    if (!FieldTree.isName(segment.name(), 0) || segment.name().length() != 3) {
      throw new IllegalArgumentException("a segment's name is three capital letters or digits");
    }
    out.append(segment.name());
    int start = out.length();
    boolean header = FieldTree.isHeader(segment.name());
    if (header) {
      out.append(encoding.field()).append(encoding.codes());
    }
    int last = last(segment.fields(), segment.name());
    for (int number = header ? 3 : 1; number <= last; number++) {
      out.append(encoding.field());
      JsonNode repetitions = segment.fields().get(FieldTree.key(number));
      if (repetitions != null) {
        field(repetitions, segment.name() + "-" + number);
      }
    }
    trim(start, encoding.field());
    out.append('\r');
  }

  private void field(JsonNode repetitions, String path) {
    if (!repetitions.isArray()) {
      throw new IllegalArgumentException(path + " is no array of repetitions");
    }
    int start = out.length();
    for (int i = 0; i < repetitions.size(); i++) {
      if (i > 0) {
        out.append(encoding.repetition());
      }
      repetition(object(repetitions.get(i), path), path);
    }
    trim(start, encoding.repetition());
  }

  private void repetition(ObjectNode components, String path) {
    int start = out.length();
    int last = last(components, path);
    for (int number = 1; number <= last; number++) {
      if (number > 1) {
        out.append(encoding.component());
      }
      JsonNode component = components.get(FieldTree.key(number));
      if (component != null) {
        component(object(component, path), path + "-" + number);
      }
    }
    trim(start, encoding.component());
  }

  private void component(ObjectNode subcomponents, String path) {
    int start = out.length();
    int last = last(subcomponents, path);
    for (int number = 1; number <= last; number++) {
      if (number > 1) {
        out.append(encoding.subcomponent());
      }
      JsonNode leaf = subcomponents.get(FieldTree.key(number));
      if (leaf != null) {
        if (!leaf.isTextual()) {
          throw new IllegalArgumentException(path + "-" + number + " is no text");
        }
        Escapes.escape(leaf.textValue(), encoding, out);
      }
    }
    trim(start, encoding.subcomponent());
  }

  /** Only what divides at this level can stand at the end: separators within values are escaped. */
  private void trim(int start, char separator) {
    int end = out.length();
    while (end > start && out.charAt(end - 1) == separator) {
      end--;
    }
    out.setLength(end);
  }

  private static int last(ObjectNode numbered, String path) {
    int last = 0;
    for (var names = numbered.fieldNames(); names.hasNext();) {
      int number = FieldTree.number(names.next());
      if (number < 1 || number > MOST) {
        throw new IllegalArgumentException(path + " has a member that is no number from 1 to " + MOST);
      }
      last = Math.max(last, number);
    }
    return last;
  }

  private static ObjectNode object(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(path + " is no object of numbered parts");
  }
}
