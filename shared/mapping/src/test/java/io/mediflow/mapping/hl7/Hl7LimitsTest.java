package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.mapping.hl7.Hl7Batch.Item;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.model.record.Problem.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is too much is a problem in good time, not an exhausted memory. */
class Hl7LimitsTest {

  private static final String HEADER = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|%s|P|2.5.1\r";

  @Test
  void tooManySegments() {
    assertTooLong(HEADER + "NTE\r".repeat(20_000));
    assertInstanceOf(Parsed.Message.class, Hl7Message.parse(HEADER + "NTE\r".repeat(19_999)));
  }

  @Test
  void tooManyValues() {
    assertTooLong(HEADER + "OBX|" + "a|".repeat(200_001));
    assertTooLong(HEADER + "OBX|" + "a~".repeat(200_001));
    assertInstanceOf(Parsed.Message.class, Hl7Message.parse(HEADER + "OBX|" + "a".repeat(500_000)));
  }

  @Test
  void tooManyBytes() {
    assertTooLong(HEADER + "OBX|" + "a".repeat(10 * 1024 * 1024));
    Parsed bytes = Hl7Message.parse((HEADER + "OBX|" + "a".repeat(10 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8));
    assertEquals(Category.TOO_LONG, assertInstanceOf(Parsed.Broken.class, bytes).reasons().getFirst().category());
  }

  @Test
  void longMessagesOfAwkwardLinesTakeNoLonger() {
    for (String lines : List.of("a\n".repeat(2_000_000), "\n".repeat(4_000_000), "\r".repeat(4_000_000), "abc|\n".repeat(800_000),
        "OBX|1\n" + "x\r\n".repeat(1_000_000))) {
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> Hl7Message.parse(HEADER + lines));
    }
  }

  @Test
  void aMessageThatIsTooLongIsPassedOverAndTheNextOnesFollow() throws IOException {
    String whole = HEADER.formatted("1") + "PID|1\r" + HEADER.formatted("2") + "OBX|" + "x".repeat(3_000) + "\r" + HEADER.formatted("3")
        + "OBX|1\r".repeat(300) + HEADER.formatted("4") + "PID|1\r";
    List<Item> items = items(Hl7Batch.of(new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)), 1_000));

    assertEquals(4, items.size());
    assertEquals(1, assertInstanceOf(Item.Message.class, items.get(0)).number());
    assertEquals(Category.TOO_LONG, assertInstanceOf(Item.Broken.class, items.get(1)).reason().category());
    assertEquals(Category.TOO_LONG, assertInstanceOf(Item.Broken.class, items.get(2)).reason().category());
    assertEquals(HEADER.formatted("4") + "PID|1\r", assertInstanceOf(Item.Message.class, items.get(3)).text());
  }

  /** A stream of 400 MB is divided in the memory of one message: the first comes before the rest was read. */
  @Test
  void aStreamIsReadAsItIsAskedFor() throws IOException {
    byte[] one = (HEADER.formatted("1") + "OBX|1|TX|||" + "y".repeat(4_000) + "\r").getBytes(StandardCharsets.UTF_8);
    int[] given = {0};
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return one[given[0]++ % one.length];
      }

      @Override
      public int read(byte[] into, int offset, int count) {
        for (int i = 0; i < count; i++) {
          into[offset + i] = (byte) read();
        }
        return count;
      }
    };
    Hl7Batch batch = Hl7Batch.of(endless);
    for (int i = 1; i <= 1_000; i++) {
      assertEquals(i, assertInstanceOf(Item.Message.class, batch.next().orElseThrow()).number());
      assertTrue(given[0] < (i + 1) * one.length + 40_000);
    }
  }

  @Test
  void theStreamsOwnFailureIsTheCallers() {
    InputStream failing = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("gone");
      }
    };
    assertThrows(IOException.class, () -> Hl7Batch.of(failing).next());
  }

  @Test
  void aTreeOfAnotherShapeIsNotWritten() {
    Hl7Segment wrong = Hl7Segment.of("PID");
    wrong.fields().put("3", "E1");
    assertEquals("PID-3 is no array of repetitions", assertThrows(IllegalArgumentException.class,
        () -> Hl7Writer.write(List.of(wrong))).getMessage());
    Hl7Segment far = Hl7Segment.of("PID");
    far.fields().putArray("99999");
    assertThrows(IllegalArgumentException.class, () -> Hl7Writer.write(List.of(far)));
  }

  @Test
  void whatIsChangedInATreeIsWritten() {
    Hl7Message message = assertInstanceOf(Parsed.Message.class, Hl7Message.parse(HEADER.formatted("7") + "PID|1||E1^^^X~E2\r")).message();
    message.segments().get(1).put(3, 1, "E|9").put(5, 2, "Ann").fields().remove("1");

    assertEquals(HEADER.formatted("7") + "PID|||E\\F\\9^^^X~E2||^Ann\r", Hl7Writer.write(message.segments()));
  }

  private static void assertTooLong(String text) {
    assertEquals(Category.TOO_LONG, assertInstanceOf(Parsed.Broken.class, Hl7Message.parse(text)).reasons().getFirst().category());
  }

  private static List<Item> items(Hl7Batch batch) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Optional<Item> next = batch.next(); next.isPresent(); next = batch.next()) {
      items.add(next.get());
    }
    return items;
  }
}
