package io.mediflow.mapping.hl7;

import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Divides a message's text into segments, with limits, and reads its header. */
final class MessageReader {

  static final int MOST_BYTES = 10 * 1024 * 1024;
  static final int MOST_SEGMENTS = 20_000;
  /** A text that is shorter cannot hold too many. */
  static final int MOST_VALUES = 200_000;
  private static final int MOST_PROBLEMS = 50;

  private final String text;
  private final int end;
  private final List<Problem> problems;
  private final List<Hl7Segment> segments = new ArrayList<>();
  private Hl7Encoding encoding;
  private int nextReturn = -1;
  /** Where the segment that was read last begins, and -1 when it was left out. */
  private int open;
  private int openEnd;
  private boolean openGoesOn;

  private MessageReader(String text, int end, List<Problem> problems) {
    this.text = text;
    this.end = end;
    this.problems = new ArrayList<>(problems);
  }

  static Parsed read(String text, List<Problem> problems) {
    if (text.length() > MOST_BYTES) {
      return new Parsed.Broken(List.of(tooLong()), Optional.empty());
    }
    int from = 0;
    int end = text.length();
    while (from < end && (text.charAt(from) == '\ufeff' || isAround(text.charAt(from)))) {
      from++;
    }
    while (end > from && isAround(text.charAt(end - 1))) {
      end--;
    }
    return new MessageReader(text, end, problems).message(from);
  }

  /** Line ends and MLLP's framing: nothing of the message itself. */
  private static boolean isAround(char one) {
    return one == '\r' || one == '\n' || one == 0x0B || one == 0x1C;
  }

  private Parsed message(int from) {
    if (text.startsWith("FHS", from) || text.startsWith("BHS", from)) {
      return broken(Category.STRUCTURE, "message", "it is a batch of messages; divide it first");
    }
    if (!text.startsWith("MSH", from)) {
      return broken(Category.STRUCTURE, "MSH", "it does not begin with MSH; ask the sender to send whole messages");
    }
    encoding = Hl7Encoding.ofHeader(text, from, lineEnd(from)).orElse(null);
    if (encoding == null) {
      return broken(Category.STRUCTURE, "MSH-2",
          "MSH-1 and MSH-2 do not name characters that divide it, each for one thing; ask the sender to send |^~\\&");
    }
    if (end - from > MOST_VALUES && separators(from) > MOST_VALUES) {
      return broken(Category.TOO_LONG, "message", "it has more than " + MOST_VALUES + " values; look at what the sender put into it");
    }
    for (int at = from; at < end;) {
      int stop = lineEnd(at);
      if (stop > at) {
        Optional<Parsed> no = line(at, stop);
        if (no.isPresent()) {
          return no.get();
        }
      }
      at = stop + 1;
    }
    close();
    return withHeader(segments.getFirst());
  }

  private Optional<Parsed> line(int from, int stop) {
    boolean divided = stop - from == 3 || stop - from > 3 && text.charAt(from + 3) == encoding.field();
    if (divided && FieldTree.isName(text, from)) {
      if (segments.size() == MOST_SEGMENTS) {
        return Optional.of(broken(Category.TOO_LONG, "message",
            "it has more than " + MOST_SEGMENTS + " segments; look at what the sender put into it"));
      }
      if (!segments.isEmpty() && isEnvelope(from)) {
        return Optional.of(broken(Category.STRUCTURE, "message", "it holds more than one message; divide it first"));
      }
      close();
      segments.add(Hl7Segment.raw(text, from, stop, encoding));
      open = from;
    } else if (divided && stop - from > 3 && isAlmostName(from)) {
      close();
      open = -1;
      told("segment whose name is not three capital letters or digits was left out. Ask the sender to correct the name.");
    } else if (stop == end && stop - from < 3 && Character.isUpperCase(text.charAt(from))) {
      close();
      told("segment is cut off within its name and was left out. Ask the sender to send the message again.");
    } else if (open >= 0) {
      openEnd = stop;
      openGoesOn = true;
    }
    return Optional.empty();
  }

  /** Lines that followed the last segment and are none themselves are taken as its text: nothing that was sent gets lost. */
  private void close() {
    if (openGoesOn) {
      Hl7Segment longer = Hl7Segment.raw(text.substring(open, openEnd).replace("\r\n", "\n").replace('\r', '\n'), encoding);
      segments.set(segments.size() - 1, longer);
      openGoesOn = false;
      told("line that does not begin with a segment name was read as part of that segment. Ask the sender to send line breaks as \\.br\\.");
    }
  }

  private Parsed withHeader(Hl7Segment header) {
    String type = header.text(9, 1);
    if (type.isEmpty()) {
      return broken(Category.REQUIRED, "MSH-9", "it does not say of which type it is; ask the sender to fill MSH-9");
    }
    String controlId = header.text(10, 1);
    if (controlId.isEmpty()) {
      problems.add(new Problem(Category.REQUIRED, "MSH-10",
          "The message has no control id, so that a repetition cannot be told; ask the sender to fill MSH-10."));
    }
    String version = header.text(12, 1);
    if (version.isEmpty()) {
      problems.add(new Problem(Category.REQUIRED, "MSH-12", "The message does not say its HL7 version; ask the sender to fill MSH-12."));
    }
    return new Parsed.Message(new Hl7Message(encoding, type, trigger(header), header.text(9, 3), controlId, version,
        List.copyOf(segments), List.copyOf(problems)));
  }

  /** Before 2.3 a header may name the type alone. */
  private String trigger(Hl7Segment header) {
    String trigger = header.text(9, 2);
    if (!trigger.isEmpty()) {
      return trigger;
    }
    return segments.stream().filter(one -> one.name().equals("EVN")).findFirst().map(one -> one.text(1, 1)).orElse("");
  }

  private Parsed broken(Category category, String path, String sentence) {
    List<Problem> reasons = new ArrayList<>(problems);
    reasons.add(new Problem(category, path, "The message cannot be read: " + sentence + "."));
    return new Parsed.Broken(List.copyOf(reasons), segments.stream().findFirst().or(this::firstLine));
  }

  private Optional<Hl7Segment> firstLine() {
    int from = text.indexOf("MSH");
    return encoding == null || from < 0 ? Optional.empty() : Optional.of(Hl7Segment.raw(text, from, lineEnd(from), encoding));
  }

  private void told(String sentence) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(Category.STRUCTURE, segments.getLast().name(), "After segment " + segments.size() + " a " + sentence));
    }
  }

  static Problem tooLong() {
    return new Problem(Category.TOO_LONG, "message",
        "The message cannot be read: it has more than " + MOST_BYTES / 1024 / 1024 + " MB; look at what the sender put into it.");
  }

  private boolean isAlmostName(int from) {
    return Character.isLetterOrDigit(text.charAt(from)) && Character.isLetterOrDigit(text.charAt(from + 1))
        && Character.isLetterOrDigit(text.charAt(from + 2));
  }

  private boolean isEnvelope(int from) {
    char first = text.charAt(from);
    return (first == 'M' || first == 'B' || first == 'F') && (text.startsWith("MSH", from) || text.startsWith("BHS", from)
        || text.startsWith("BTS", from) || text.startsWith("FHS", from) || text.startsWith("FTS", from));
  }

  /** The next CR is remembered, so that a message whose lines end in LF is not searched for it again and again. */
  private int lineEnd(int from) {
    if (nextReturn < from) {
      int found = text.indexOf('\r', from, end);
      nextReturn = found < 0 ? end : found;
    }
    int feed = text.indexOf('\n', from, nextReturn);
    return feed < 0 ? nextReturn : feed;
  }

  private int separators(int from) {
    int found = 0;
    for (int at = from; at < end; at++) {
      char one = text.charAt(at);
      if (one == encoding.field() || one == encoding.component() || one == encoding.repetition() || one == encoding.subcomponent()) {
        found++;
      }
    }
    return found;
  }
}
