package io.mediflow.edge.mllp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.MllpSender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

  private static final int MOST = 500;

  @Property
  void anyDivisionIntoReadsGivesTheSameMessages(@ForAll("contents") List<byte[]> contents, @ForAll Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      stream.writeBytes("between\r\n".getBytes(StandardCharsets.UTF_8));
      stream.write(FrameDecoder.START);
      stream.writeBytes(content);
      stream.write(FrameDecoder.END);
      stream.write(FrameDecoder.RETURN);
    }

    List<Frame> frames = decoded(stream.toByteArray(), random, MOST);

    assertEquals(contents.size(), frames.size());
    for (int i = 0; i < contents.size(); i++) {
      assertTrue(Arrays.equals(contents.get(i), assertInstanceOf(Frame.Whole.class, frames.get(i)).bytes()));
    }
  }

  @Property
  void whatIsFoundDoesNotDependOnTheReadsInGarbageEither(@ForAll("garbage") byte[] bytes, @ForAll Random random) {
    assertEquals(told(decoded(bytes, random, 20)), told(new FrameDecoder(20).feed(bytes, 0, bytes.length)));
  }

  @Test
  void aHundredThousandMutatedStreamsThrowNothingAndHoldNoMessageThatWasNotSent() {
    Random random = new Random(20_260_310);
    byte[] whole = (text(MllpSender.block(MllpSender.message("C1"))) + text(MllpSender.block(MllpSender.message("C2"))))
        .getBytes(StandardCharsets.ISO_8859_1);
    int messages = 0;
    for (int turn = 0; turn < 100_000; turn++) {
      byte[] bytes = whole.clone();
      int changes = 1 + random.nextInt(8);
      for (int change = 0; change < changes; change++) {
        bytes[random.nextInt(bytes.length)] = switch (random.nextInt(4)) {
          case 0 -> FrameDecoder.START;
          case 1 -> FrameDecoder.END;
          case 2 -> FrameDecoder.RETURN;
          default -> (byte) random.nextInt(256);
        };
      }
      bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      for (Frame frame : decoded(bytes, random, MOST)) {
        if (frame instanceof Frame.Whole(byte[] content)) {
          messages++;
          String block = "\u000b" + text(content) + "\u001c\r";
          assertTrue(text(bytes).contains(block), "what is taken stood so between a start and an end");
        }
      }
    }
    assertTrue(messages > 10_000, "mutation leaves some whole: " + messages);
  }

  @Test
  void aHalfMessageIsNeverTakenForAWholeOne() {
    FrameDecoder decoder = new FrameDecoder(MOST);

    assertEquals(List.of(), feed(decoder, "\u000bMSH|half"));
    assertTrue(decoder.isInside());
    assertEquals("half, whole 5", told(feed(decoder, "\u000bMSH|2\u001c\r")));
    assertEquals("", told(feed(decoder, "\u000bMSH|no return after the end\u001c")));
    assertEquals("half, whole 5", told(feed(decoder, "\u000bMSH|3\u001c\r")));
    assertEquals("whole 3", told(feed(decoder, "\u000ba\u001cb\u001c\r")), "an end without a return is content");
    assertFalse(decoder.isInside());
    assertEquals(0, decoder.garbage());
    assertEquals("", told(feed(decoder, "GET / HTTP/1.1\r\n\r\n")));
    assertEquals(14, decoder.garbage());
  }

  @Test
  void whatIsTooLongIsPassedOverToItsEndAndWhatHasNoneIsGivenUp() {
    FrameDecoder decoder = new FrameDecoder(10);

    assertEquals("whole 10, too long 11, whole 1", told(feed(decoder,
        "\u000b0123456789\u001c\r\u000b01234567890\u001c\r\u000bx\u001c\r")));
    assertEquals("endless", told(feed(decoder, "\u000b" + "x".repeat(41))));
  }

  @Provide
  Arbitrary<List<byte[]>> contents() {
    return Arbitraries.bytes().filter(one -> one != FrameDecoder.START && one != FrameDecoder.END)
        .array(byte[].class).ofMaxSize(200).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<byte[]> garbage() {
    return Arbitraries.of((byte) 0x0B, (byte) 0x1C, (byte) '\r', (byte) 'M', (byte) 0, (byte) 0xFF)
        .array(byte[].class).ofMaxSize(200);
  }

  private static List<Frame> decoded(byte[] bytes, Random random, int most) {
    FrameDecoder decoder = new FrameDecoder(most);
    List<Frame> all = new ArrayList<>();
    for (int at = 0; at < bytes.length;) {
      int count = Math.min(bytes.length - at, 1 + random.nextInt(40));
      all.addAll(decoder.feed(bytes, at, count));
      at += count;
    }
    return all;
  }

  private static List<Frame> feed(FrameDecoder decoder, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return decoder.feed(bytes, 0, bytes.length);
  }

  private static String told(List<Frame> frames) {
    return String.join(", ", frames.stream().map(frame -> switch (frame) {
      case Frame.Whole(byte[] bytes) -> "whole " + bytes.length;
      case Frame.TooLong(byte[] head) -> "too long " + head.length;
      case Frame.Endless endless -> "endless";
      case Frame.Half half -> "half";
    }).toList());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
