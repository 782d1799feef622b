package io.mediflow.mapping.hl7;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A segment: its name, and its fields as a tree that is made when it is first asked for, so that what nobody reads costs nothing.
 *
 * <p>The tree: field number → array of repetitions → component number → subcomponent number → text, all numbers as text and from one,
 * as HL7 counts. PID-3(0)-4-2 is {@code fields().get("3").get(0).get("4").get("2")}. What is empty is absent (an empty repetition
 * between others is an empty object); HL7's null is the text {@code ""} of two quote characters. MSH-1 is the field separator itself.
 */
public final class Hl7Segment {

  private final String name;
  private final String text;
  private final int from;
  private final int end;
  private final Hl7Encoding encoding;
  private volatile ObjectNode fields;

  private Hl7Segment(String name, String text, int from, int end, Hl7Encoding encoding, ObjectNode fields) {
    this.name = name;
    this.text = text;
    this.from = from;
    this.end = end;
    this.encoding = encoding;
    this.fields = fields;
  }

  /** An empty segment, to be filled. */
  public static Hl7Segment of(String name) {
    return of(name, JsonNodeFactory.instance.objectNode());
  }

  /** @param fields of the shape above; stays changeable */
  public static Hl7Segment of(String name, ObjectNode fields) {
    return new Hl7Segment(name, "", 0, 0, Hl7Encoding.STANDARD, Objects.requireNonNull(fields));
  }

  /** What lies in a text from an offset to an end, not read yet. */
  static Hl7Segment raw(String text, int from, int end, Hl7Encoding encoding) {
    return new Hl7Segment(text.substring(from, from + 3), text, from, end, encoding, null);
  }

  /** What a text of its own holds, line breaks included. */
  static Hl7Segment raw(String text, Hl7Encoding encoding) {
    return raw(text, 0, text.length(), encoding);
  }

  public String name() {
    return name;
  }

  /** Changeable: what is changed here is what the writer writes. */
  public ObjectNode fields() {
    ObjectNode made = fields;
    if (made == null) {
      made = FieldTree.read(name, text, from, end, encoding);
      fields = made;
    }
    return made;
  }

  /** The first subcomponent of the first repetition, or an empty text. */
  public String text(int field, int component) {
    return fields().path(FieldTree.key(field)).path(0).path(FieldTree.key(component)).path("1").asText();
  }

  /** Puts a text as the first subcomponent of the first repetition; nothing when it is empty. */
  public Hl7Segment put(int field, int component, String value) {
    if (!value.isEmpty()) {
      String number = FieldTree.key(field);
      ArrayNode repetitions = fields().get(number) instanceof ArrayNode found ? found : fields().putArray(number);
      ObjectNode first = repetitions.get(0) instanceof ObjectNode found ? found : repetitions.addObject();
      String place = FieldTree.key(component);
      (first.get(place) instanceof ObjectNode found ? found : first.putObject(place)).put("1", value);
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hl7Segment one && name.equals(one.name) && fields().equals(one.fields());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Without values: they are a patient's. */
  @Override
  public String toString() {
    return name;
  }
}
