package io.mediflow.mapping.hl7;

import io.mediflow.model.record.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message: what its header says, and its segments in order.
 *
 * @param type      MSH-9.1, {@code ADT}
 * @param trigger   MSH-9.2, {@code A04}; where that is missing, EVN-1; or empty
 * @param structure MSH-9.3, {@code ADT_A01}, or empty
 * @param controlId MSH-10, or empty
 * @param version   MSH-12, {@code 2.5.1}, or empty
 * @param problems  what was wrong with the text; the message stands all the same
 */
public record Hl7Message(
    Hl7Encoding encoding,
    String type,
    String trigger,
    String structure,
    String controlId,
    String version,
    List<Hl7Segment> segments,
    List<Problem> problems) {

  /** What a text came to. */
  public sealed interface Parsed {

    /** A message. */
    record Message(Hl7Message message) implements Parsed {}

    /**
     * No message can be made of it; it goes into quarantine with these reasons.
     *
     * @param header the MSH segment where that much could be read, for the answer
     */
    record Broken(List<Problem> reasons, Optional<Hl7Segment> header) implements Parsed {}
  }

  /** A whole message's text, its segments ended by CR, LF or both; MLLP's framing bytes around it do not matter. */
  public static Parsed parse(String text) {
    return MessageReader.read(text, List.of());
  }

  /** The same from bytes in whatever encoding. */
  public static Parsed parse(byte[] bytes) {
    if (bytes.length > MessageReader.MOST_BYTES) {
      return new Parsed.Broken(List.of(MessageReader.tooLong()), Optional.empty());
    }
    return switch (Hl7Text.decode(bytes)) {
      case Hl7Text.Text(String text, var charset, List<Problem> problems) -> MessageReader.read(text, problems);
      case Hl7Text.Unreadable(Problem problem) -> new Parsed.Broken(List.of(problem), Optional.empty());
    };
  }

  /** MSH. */
  public Hl7Segment header() {
    return segments.getFirst();
  }

  /** The segments of a name, in order. */
  public List<Hl7Segment> all(String name) {
    List<Hl7Segment> found = new ArrayList<>();
    for (Hl7Segment one : segments) {
      if (one.name().equals(name)) {
        found.add(one);
      }
    }
    return found;
  }
}
