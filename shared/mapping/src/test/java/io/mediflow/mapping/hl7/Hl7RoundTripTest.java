package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** parse(write(x)) = x for whatever texts stand in a tree, and nothing that comes makes the reading throw. */
class Hl7RoundTripTest {

  private static final List<Hl7Samples> SAMPLES = Hl7Samples.all();
  private static final List<String> HEADERS = List.of("|^~\\&", "|^~\\&#", "#*!?+", "$:,/;", "^~|\\&");

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE) // there are more of them than tries
  void whatIsWrittenIsReadAsItWas(@ForAll("messages") List<Hl7Segment> segments) {
    String text = Hl7Writer.write(segments);

    Hl7Message message = assertInstanceOf(Parsed.Message.class, Hl7Message.parse(text)).message();
    assertEquals(segments, message.segments());
    assertEquals(List.of(), message.problems());
    assertEquals(text, Hl7Writer.write(message.segments()));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void itsBytesToo(@ForAll("messages") List<Hl7Segment> segments) {
    byte[] bytes = Hl7Writer.write(segments).getBytes(StandardCharsets.UTF_8);

    String text = assertInstanceOf(Hl7Text.Text.class, Hl7Text.decode(bytes)).text();
    assertEquals(new String(bytes, StandardCharsets.UTF_8), text);
  }

  @Property(tries = 3_000)
  void anyDamageComesBackAsAResult(@ForAll Random random) throws IOException {
    byte[] bytes = SAMPLES.get(random.nextInt(SAMPLES.size())).bytes().clone();
    for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "\r\n|^~\\&\"M\u000b".charAt(random.nextInt(10));
    }
    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);

    Parsed parsed = Hl7Message.parse(damaged);
    if (parsed instanceof Parsed.Message(Hl7Message message)) {
      message.segments().forEach(one -> assertNotNull(one.fields()));
      assertNotNull(Hl7Message.parse(Hl7Writer.write(message.segments())));
    }
    assertInstanceOf(Hl7Ack.Answer.Refused.class, Hl7Ack.read(Hl7Ack.error(parsed, Instant.EPOCH, "1", List.of())));
    for (Hl7Batch batch = Hl7Batch.of(damaged); batch.next().isPresent();) {
      // Each is a result.
    }
  }

  @Property(tries = 500)
  void anyTextComesBackAsAResult(@ForAll String text) {
    assertNotNull(Hl7Message.parse(text));
    assertNotNull(Hl7Message.parse("MSH|^~\\&|" + text));
    assertNotNull(Hl7Ack.read(text));
  }

  @Provide
  Arbitrary<List<Hl7Segment>> messages() {
    Arbitrary<String> names = Arbitraries.of("PID", "OBX", "ZA1", "NTE", "AL1");
    Arbitrary<Hl7Segment> segment = Combinators.combine(names, fields()).as(Hl7Segment::of);
    return Combinators.combine(Arbitraries.of(HEADERS), fields(), segment.list().ofMaxSize(6)).as((header, fields, rest) -> {
      List<Hl7Segment> all = new ArrayList<>();
      fields.remove(List.of("1", "2", "9", "10", "12"));
      all.add(Hl7Segment.of("MSH", fields).put(1, 1, header.substring(0, 1)).put(2, 1, header.substring(1))
          .put(9, 1, "ADT").put(9, 2, "A04").put(10, 1, "1").put(12, 1, "2.5.1"));
      all.addAll(rest);
      return all;
    });
  }

  private Arbitrary<ObjectNode> fields() {
    Arbitrary<ObjectNode> subcomponents = numbered(texts().map(JsonNodeFactory.instance::textNode), 4);
    Arbitrary<ObjectNode> components = numbered(subcomponents, 6);
    Arbitrary<ArrayNode> repetitions = components.list().ofMinSize(1).ofMaxSize(3).map(all -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < all.size(); i++) {
        array.add(i % 2 == 1 && i < all.size() - 1 ? JsonNodeFactory.instance.objectNode() : all.get(i)); // one that is empty, between others
      }
      return array;
    });
    return numbered(repetitions, 140).map(ObjectNode::deepCopy);
  }

  private static Arbitrary<ObjectNode> numbered(Arbitrary<? extends com.fasterxml.jackson.databind.JsonNode> values, int most) {
    return Arbitraries.maps(Arbitraries.integers().between(1, most).map(String::valueOf), values).ofMinSize(1).ofMaxSize(3)
        .map(all -> JsonNodeFactory.instance.objectNode().setAll(all));
  }

  /** Separators, line ends, framing bytes, things that look like escapes, and any letters of Unicode. */
  private Arbitrary<String> texts() {
    Arbitrary<String> awkward = Arbitraries.strings().withChars("|^~\\&#*!?+$:,/;\r\n\t\u000b\u001c\"EFSTRHNX.br0 aé").ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(8)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    return Arbitraries.oneOf(awkward, any, Arbitraries.of("\"\"", "\\.br\\", "\\F\\", "\\E\\", "MSH|^~\\&|", "😀", "\r\nPID|1", "\\X0D\\"));
  }
}
