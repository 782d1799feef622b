package io.mediflow.mapping.hl7;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.Severity;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.model.record.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Acknowledgements, made and read (HL7 v2 chapter 2.9): original mode (AA, AE, AR), or enhanced mode (CA, CE, CR) where MSH-15 asks for
 * it. Reasons go into ERR, and never hold a value. A message that cannot be read is answered too, as far as its header is known.
 */
public final class Hl7Ack {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'+0000'").withZone(ZoneOffset.UTC);
  private static final String USUAL_VERSION = "2.5.1";

  private Hl7Ack() {}

  /** What an answer said. Texts in it are the other side's, and may speak of a patient. */
  public sealed interface Answer {

    /**
     * Taken; that it was filed too is not said.
     *
     * @param controlId which message it answers
     * @param code      AA or CA
     */
    record Accepted(String controlId, String code) implements Answer {}

    /**
     * Not taken.
     *
     * @param controlId which message it answers
     * @param code      AE or CE: its content is wrong; AR or CR: it is not wanted there, or not now
     * @param text      the reasons as they came, or empty
     */
    record Refused(String controlId, String code, String text) implements Answer {}

    /** It does not say whether the message was taken: the outcome is not known. */
    record NotAnAck(Problem problem) implements Answer {}
  }

  /** The message is taken; problems go along as warnings. */
  public static String accept(Parsed message, Instant now, String controlId, List<Problem> problems) {
    return answer(message, now, controlId, problems, AckKind.ACCEPT);
  }

  /** Its content is wrong: sent again as it is, it will be refused again. */
  public static String error(Parsed message, Instant now, String controlId, List<Problem> problems) {
    return answer(message, now, controlId, problems, AckKind.ERROR);
  }

  /** It is not for us (type, version, processing id), or cannot be taken now. */
  public static String reject(Parsed message, Instant now, String controlId, List<Problem> problems) {
    return answer(message, now, controlId, problems, AckKind.REJECT);
  }

  /** Whether the sender wants to hear of a success; in enhanced mode it may ask for errors only, or for nothing. */
  public static boolean wantsAccept(Parsed message) {
    return AckKind.ACCEPT.wanted(header(message));
  }

  /** Whether the sender wants to hear of an error or a rejection. */
  public static boolean wantsRefusal(Parsed message) {
    return AckKind.ERROR.wanted(header(message));
  }

  private static String answer(Parsed message, Instant now, String controlId, List<Problem> problems, AckKind kind) {
    Hl7Segment asked = header(message);
    String version = asked.text(12, 1).isEmpty() ? USUAL_VERSION : asked.text(12, 1);
    Hl7Segment header = Hl7Segment.of("MSH");
    copy(asked, "1", header, "1");
    copy(asked, "2", header, "2");
    copy(asked, "5", header, "3");
    copy(asked, "6", header, "4");
    copy(asked, "3", header, "5");
    copy(asked, "4", header, "6");
    header.put(7, 1, TIME.format(now));
    header.put(9, 1, "ACK");
    if (AckErrors.isAtLeast(version, 2, 2)) {
      header.put(9, 2, asked.text(9, 2));
    }
    if (AckErrors.isAtLeast(version, 2, 4)) {
      header.put(9, 3, "ACK");
    }
    header.put(10, 1, controlId);
    header.put(11, 1, asked.text(11, 1).isEmpty() ? "P" : asked.text(11, 1));
    header.put(12, 1, version);
    List<Hl7Segment> segments = new ArrayList<>();
    segments.add(header);
    Hl7Segment verdict = Hl7Segment.of("MSA").put(1, 1, kind.code(asked).name()).put(2, 1, asked.text(10, 1));
    segments.add(verdict);
    if (!problems.isEmpty() && !AckErrors.isAtLeast(version, 2, 7)) {
      verdict.put(3, 1, problems.getFirst().remedy()); // withdrawn in 2.7; before, what most systems show
    }
    segments.addAll(AckErrors.of(problems, version, kind == AckKind.ACCEPT ? Severity.WARNING : Severity.ERROR));
    String text = Hl7Writer.write(segments);
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      header.put(18, 1, "UNICODE UTF-8");
      return Hl7Writer.write(segments);
    }
    return text;
  }

  private static Hl7Segment header(Parsed message) {
    return switch (message) {
      case Parsed.Message(Hl7Message whole) -> whole.header();
      case Parsed.Broken(List<Problem> reasons, Optional<Hl7Segment> header) -> header.orElseGet(() -> Hl7Segment.of("MSH"));
    };
  }

  private static void copy(Hl7Segment from, String field, Hl7Segment to, String as) {
    if (from.fields().has(field)) {
      to.fields().set(as, from.fields().get(field).deepCopy());
    }
  }

  /** What another system's answer says. */
  public static Answer read(String text) {
    return switch (Hl7Message.parse(text)) {
      case Parsed.Broken broken -> new Answer.NotAnAck(broken.reasons().getFirst());
      case Parsed.Message(Hl7Message message) -> read(message);
    };
  }

  private static Answer read(Hl7Message message) {
    List<Hl7Segment> verdicts = message.all("MSA");
    if (verdicts.isEmpty()) {
      return notAnAck("MSA", "The answer has no MSA segment, so it does not say whether the message was taken; look in the receiving system.");
    }
    String code = verdicts.getFirst().text(1, 1);
    String controlId = verdicts.getFirst().text(2, 1);
    for (AcknowledgmentCode one : AcknowledgmentCode.values()) {
      if (one.name().equals(code)) {
        return one == AcknowledgmentCode.AA || one == AcknowledgmentCode.CA
            ? new Answer.Accepted(controlId, code) : new Answer.Refused(controlId, code, AckErrors.reasons(message));
      }
    }
    return notAnAck("MSA-1", "The answer has no known acknowledgement code in MSA-1; look in the receiving system whether it was taken.");
  }

  private static Answer notAnAck(String path, String sentence) {
    return new Answer.NotAnAck(new Problem(Problem.Category.STRUCTURE, path, sentence));
  }
}
