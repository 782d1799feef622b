package io.mediflow.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mediflow.model.record.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Canonical JSON (names sorted at every level) of a mapped record, and its hash. */
public final class Canonical {

  private static final int USUAL_BYTES = 1_024;

  private Canonical() {}

  /** SHA-256, hex. */
  public static String hash(Map<String, Object> fields, List<Problem> problems, Set<String> marks) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json(fields, problems, marks)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /** Written straight away: a tree of it would be made for every record and thrown away at once. */
  static byte[] json(Map<String, Object> fields, List<Problem> problems, Set<String> marks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator to = ResourceJson.MAPPER.createGenerator(bytes)) {
      to.writeStartObject();
      to.writeFieldName("fields");
      write(fields, to);
      to.writeFieldName("marks");
      write(List.copyOf(new TreeSet<>(marks)), to);
      to.writeArrayFieldStart("problems");
      for (Problem one : problems) {
        to.writeStartObject();
        to.writeStringField("category", one.category().name());
        to.writeStringField("path", one.path());
        to.writeStringField("remedy", one.remedy());
        to.writeEndObject();
      }
      to.writeEndArray();
      to.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, JsonGenerator to) throws IOException {
    switch (value) {
      case String text -> to.writeString(text);
      case Boolean flag -> to.writeBoolean(flag);
      case Integer number -> to.writeNumber(number);
      case List<?> list -> {
        to.writeStartArray();
        for (Object one : list) {
          write(one, to);
        }
        to.writeEndArray();
      }
      case Map<?, ?> map -> {
        to.writeStartObject();
        for (Map.Entry<?, ?> one : new TreeMap<>(map).entrySet()) {
          to.writeFieldName((String) one.getKey());
          write(one.getValue(), to);
        }
        to.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no codec makes a " + value.getClass().getSimpleName());
    }
  }
}
