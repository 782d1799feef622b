package io.mediflow.mapping.hl7;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Divides a stream into messages, one at a time: with or without batch and file headers, line ends and MLLP framing of any kind.
 * Never more than twice the largest message is held.
 */
public final class Hl7Batch {

  public static final int USUAL_MOST_BYTES = MessageReader.MOST_BYTES;

  /** What was found next. */
  public sealed interface Item {

    /**
     * A message's text, segments ended by CR.
     *
     * @param number   from one
     * @param problems of its encoding
     */
    record Message(int number, String text, List<Problem> problems) implements Item {}

    /** A message that cannot be read; the next ones follow. */
    record Broken(int number, Problem reason) implements Item {}

    /** Something about the batch itself: counts that differ, no trailer, lines that belong to no message. */
    record Trouble(Problem problem) implements Item {}
  }

  private final BatchLines lines;
  private final int most;
  private final Queue<Item> ready = new ArrayDeque<>();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean inMessage;
  private boolean tooLong;
  private boolean strayTold;
  private boolean ended;
  private int messages;
  private int messagesBefore;
  private int batches;
  private boolean inBatch;
  private boolean inFile;

  private Hl7Batch(InputStream stream, int most) {
    lines = new BatchLines(stream, most);
    this.most = most;
  }

  /** The caller keeps and closes the stream. */
  public static Hl7Batch of(InputStream stream) {
    return new Hl7Batch(stream, USUAL_MOST_BYTES);
  }

  /** @param most how many bytes a message may have; a longer one is passed over as broken */
  public static Hl7Batch of(InputStream stream, int most) {
    return new Hl7Batch(stream, most);
  }

  public static Hl7Batch of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes));
  }

  public static Hl7Batch of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next item; empty at the end of the stream. */
  public Optional<Item> next() throws IOException {
    while (ready.isEmpty() && !ended) {
      if (lines.next()) {
        line();
      } else {
        ended = true;
        end();
      }
    }
    return Optional.ofNullable(ready.poll());
  }

  private void line() {
    switch (lines.kind()) {
      case MESSAGE -> {
        finish();
        inMessage = true;
        append();
      }
      case BATCH -> {
        finish();
        if (inBatch) {
          trailerMissing("BTS", "batch");
        }
        inBatch = true;
        batches++;
        messagesBefore = messages;
      }
      case BATCH_END -> {
        finish();
        if (!inBatch) {
          batches++;
        }
        compare("BTS-1", "messages", messages - messagesBefore);
        messagesBefore = messages;
        inBatch = false;
      }
      case FILE -> {
        finish();
        inFile = true;
        batches = 0;
      }
      case FILE_END -> {
        finish();
        compare("FTS-1", "batches", batches);
        inFile = false;
      }
      case OTHER -> {
        if (inMessage) {
          append();
        } else if (!strayTold) {
          strayTold = true;
          trouble(Category.STRUCTURE, "batch", "There are lines that belong to no message; ask the sender what they are.");
        }
      }
    }
  }

  private void append() {
    tooLong = tooLong || lines.cut() || message.size() + lines.length() + 1 > most;
    if (tooLong) {
      message.reset();
    } else {
      lines.writeTo(message);
      message.write('\r');
    }
  }

  private void finish() {
    if (!inMessage) {
      return;
    }
    messages++;
    ready.add(tooLong ? new Item.Broken(messages, new Problem(Category.TOO_LONG, "message",
        "The message has more than " + most + " bytes; look at what the sender put into it.")) : decoded());
    message.reset();
    inMessage = false;
    tooLong = false;
  }

  private Item decoded() {
    return switch (Hl7Text.decode(message.toByteArray())) {
      case Hl7Text.Text(String text, var charset, List<Problem> problems) -> new Item.Message(messages, text, problems);
      case Hl7Text.Unreadable(Problem problem) -> new Item.Broken(messages, problem);
    };
  }

  private void end() {
    finish();
    if (inBatch) {
      trailerMissing("BTS", "batch");
    }
    if (inFile) {
      trailerMissing("FTS", "file");
    }
  }

  private void compare(String path, String what, int counted) {
    String said = lines.firstField();
    if (said.isEmpty()) {
      return;
    }
    if (!said.matches("\\d{1,9}")) {
      trouble(Category.VALUE, path, "The trailer's count of " + what + " is no number; ask the sender to correct it.");
    } else if (Integer.parseInt(said) != counted) {
      trouble(Category.INVARIANT, path, "The trailer says " + said + " " + what + " and " + counted
          + " came; ask the sender for what is missing.");
    }
  }

  private void trailerMissing(String name, String what) {
    trouble(Category.STRUCTURE, name, "The " + what + " has no trailer, so it may be cut off; ask the sender whether that was all.");
  }

  private void trouble(Category category, String path, String sentence) {
    ready.add(new Item.Trouble(new Problem(category, path, sentence)));
  }
}
