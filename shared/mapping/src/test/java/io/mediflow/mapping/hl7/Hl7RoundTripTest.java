package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** parse(write(x)) = x for whatever texts stand in a tree, and nothing that comes makes the reading throw. */
class Hl7RoundTripTest {

  private static final List<Hl7Samples> SAMPLES = Hl7Samples.all();
  private static final List<String> HEADERS = List.of("|^~\\&", "|^~\\&#", "#*!?+", "$:,/;", "^~|\\&", ".^~\\&", "|^~.&");
  private static final String AWKWARD = "|^~\\&#*!?+$:,/;\r\n\t\u000b\u001c\"EFSTRHNX.br0 aé";

  @Property(tries = 3_000)
  void whatIsWrittenIsReadAsItWas(@ForAll Random random) {
    List<Hl7Segment> segments = segments(random);
    String text = Hl7Writer.write(segments);

    Hl7Message message = assertInstanceOf(Parsed.Message.class, Hl7Message.parse(text)).message();
    assertEquals(segments.stream().map(Hl7Segment::fields).toList(), message.segments().stream().map(Hl7Segment::fields).toList());
    assertEquals(segments, message.segments());
    assertEquals(List.of(), message.problems());
    assertEquals(text, Hl7Writer.write(message.segments()));
    assertEquals(text, assertInstanceOf(Hl7Text.Text.class, Hl7Text.decode(text.getBytes(StandardCharsets.UTF_8))).text());
  }

  @Property(tries = 2_000)
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

  private static List<Hl7Segment> segments(Random random) {
    String codes = pick(HEADERS, random);
    List<Hl7Segment> all = new ArrayList<>();
    all.add(Hl7Segment.of("MSH", fields(random).remove(List.of("1", "2", "9", "10", "12")))
        .put(1, 1, codes.substring(0, 1)).put(2, 1, codes.substring(1)).put(9, 1, "ADT").put(9, 2, "A04").put(10, 1, "1").put(12, 1, "2.5.1"));
    for (int i = random.nextInt(6); i > 0; i--) {
      all.add(Hl7Segment.of(pick(List.of("PID", "OBX", "ZA1", "NTE", "AL1"), random), fields(random)));
    }
    return all;
  }

  private static ObjectNode fields(Random random) {
    return numbered(random, 140, () -> {
      ArrayNode repetitions = JsonNodeFactory.instance.arrayNode();
      for (int i = random.nextInt(3); i > 0; i--) {
        repetitions.add(random.nextInt(3) == 0 ? JsonNodeFactory.instance.objectNode() : components(random)); // some are empty, never the last
      }
      return repetitions.add(components(random));
    });
  }

  private static ObjectNode components(Random random) {
    return numbered(random, 6, () -> numbered(random, 4, () -> JsonNodeFactory.instance.textNode(text(random))));
  }

  private static ObjectNode numbered(Random random, int most, Supplier<JsonNode> value) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      all.set(String.valueOf(1 + random.nextInt(most)), value.get());
    }
    return all;
  }

  /** Separators, line ends, framing bytes, things that look like escapes, and any letters of Unicode. */
  private static String text(Random random) {
    if (random.nextInt(4) == 0) {
      return pick(List.of("\"\"", "\\.br\\", "\\F\\", "\\E\\", "MSH|^~\\&|", "😀", "\r\nPID|1", "\\X0D\\", "?E?", " ", "\ufeff"), random);
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      int any = random.nextInt(3) == 0 ? random.nextInt(Character.MAX_CODE_POINT + 1) : AWKWARD.charAt(random.nextInt(AWKWARD.length()));
      text.appendCodePoint(any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE ? 'x' : any);
    }
    return text.toString();
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
