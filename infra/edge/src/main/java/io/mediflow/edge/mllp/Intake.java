package io.mediflow.edge.mllp;

import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.queue.QueueFull;
import io.mediflow.mapping.hl7.Hl7Ack;
import io.mediflow.mapping.hl7.Hl7Batch;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.mapping.hl7.Hl7Text;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Takes a message, or refuses it with a reason. A batch is taken as a whole or not at all: each of its messages is queued by
 * itself, and answered by itself in a batch of answers.
 */
final class Intake {

  private static final Pattern BATCH = Pattern.compile("\\s*[FB]HS");
  private static final Problem TOO_LONG = new Problem(Category.TOO_LONG, "message",
      "The message is longer than this agent takes, so nothing of it was taken; look at what the sender put into it.");
  private static final Problem NO_MESSAGE = new Problem(Category.STRUCTURE, "batch",
      "The batch holds no message that can be read; ask the sender what it is.");
  private static final Problem FULL = new Problem(Category.PROCESSING, "message",
      "The agent's queue is full, so nothing was taken; send it again later, and see whether the agent reaches MediFlow.");
  private static final Problem DISK = new Problem(Category.PROCESSING, "message",
      "The agent could not write to its disk, so nothing was taken; send it again later, and look at the agent's disk.");

  private final MessageQueue queue;
  private final InstantSource clock;
  private final AtomicLong answers;

  /** What became of a block, and what to write back. */
  sealed interface Verdict {

    /** The answer's text; empty when the sender wants none. */
    Optional<String> answer();

    /** So many messages are on disk. */
    record Taken(int messages, Optional<String> answer) implements Verdict {}

    /** Nothing is on disk. */
    record Refused(Problem reason, Optional<String> answer) implements Verdict {}

    /** There was nothing in it; some senders ask so whether anybody is there. */
    record Nothing() implements Verdict {
      @Override
      public Optional<String> answer() {
        return Optional.empty();
      }
    }
  }

  Intake(MessageQueue queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
    this.answers = new AtomicLong(clock.millis());
  }

  /** Comes back when the messages are safe, or not taken. */
  Verdict take(byte[] block) {
    if (isBlank(block)) {
      return new Verdict.Nothing();
    }
    return isBatch(block) ? batch(block) : single(block);
  }

  /** @param head the beginning of what was too long */
  Verdict tooLong(byte[] head) {
    return refuse(Hl7Message.parse(head), TOO_LONG, true);
  }

  private Verdict single(byte[] block) {
    Parsed parsed = Hl7Message.parse(block);
    return switch (parsed) {
      case Parsed.Broken broken -> refuse(broken, broken.reasons().getLast(), true);
      case Parsed.Message(Hl7Message message) -> put(List.of(block))
          .<Verdict>map(reason -> refuse(parsed, reason, false))
          .orElseGet(() -> new Verdict.Taken(1, accept(parsed, message.problems())));
    };
  }

  private Verdict batch(byte[] block) {
    List<Parsed> all = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    Optional<Problem> wrong = Optional.empty();
    try {
      Hl7Batch batch = Hl7Batch.of(block);
      for (var next = batch.next(); next.isPresent(); next = batch.next()) {
        switch (next.get()) {
          case Hl7Batch.Item.Message(int number, String text, List<Problem> problems) -> {
            Parsed one = Hl7Message.parse(text);
            all.add(one);
            bytes.add(text.getBytes(StandardCharsets.UTF_8));
            if (one instanceof Parsed.Broken broken) {
              wrong = wrong.or(() -> Optional.of(broken.reasons().getLast()));
            }
          }
          case Hl7Batch.Item.Broken(int number, Problem reason) -> wrong = wrong.or(() -> Optional.of(reason));
          case Hl7Batch.Item.Trouble(Problem problem) -> wrong = wrong.or(() -> Optional.of(problem));
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory can be read", impossible);
    }
    if (all.isEmpty()) {
      wrong = wrong.or(() -> Optional.of(NO_MESSAGE));
    }
    if (wrong.isPresent()) {
      return refuse(all.isEmpty() ? Hl7Message.parse("") : all.getFirst(), wrong.get(), true);
    }
    return put(bytes).<Verdict>map(reason -> refuse(all.getFirst(), reason, false))
        .orElseGet(() -> new Verdict.Taken(all.size(), acceptAll(all)));
  }

  /** @return why not, when it was not taken */
  private Optional<Problem> put(List<byte[]> messages) {
    try {
      queue.put(messages);
      return Optional.empty();
    } catch (QueueFull full) {
      return Optional.of(FULL);
    } catch (IOException disk) {
      return Optional.of(DISK);
    }
  }

  private Verdict refuse(Parsed message, Problem reason, boolean content) {
    Instant now = clock.instant();
    return new Verdict.Refused(reason, Hl7Ack.wantsRefusal(message)
        ? Optional.of(content
            ? Hl7Ack.error(message, now, nextId(), List.of(reason))
            : Hl7Ack.reject(message, now, nextId(), List.of(reason)))
        : Optional.empty());
  }

  private Optional<String> accept(Parsed message, List<Problem> problems) {
    return Hl7Ack.wantsAccept(message)
        ? Optional.of(Hl7Ack.accept(message, clock.instant(), nextId(), problems))
        : Optional.empty();
  }

  private Optional<String> acceptAll(List<Parsed> messages) {
    List<String> wanted = messages.stream().flatMap(one -> accept(one, List.of()).stream()).toList();
    return wanted.isEmpty() ? Optional.empty()
        : Optional.of("BHS|^~\\&\r" + String.join("", wanted) + "BTS|" + wanted.size() + "\r");
  }

  /** MSH-10 of an answer. */
  private String nextId() {
    return "E" + answers.incrementAndGet();
  }

  private static boolean isBlank(byte[] block) {
    for (byte one : block) {
      if (one != '\r' && one != '\n' && one != ' ') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBatch(byte[] block) {
    return switch (Hl7Text.decode(Arrays.copyOf(block, Math.min(block.length, 64)))) {
      case Hl7Text.Text(String text, var charset, var problems) -> BATCH.matcher(text).lookingAt();
      case Hl7Text.Unreadable unreadable -> false;
    };
  }
}
