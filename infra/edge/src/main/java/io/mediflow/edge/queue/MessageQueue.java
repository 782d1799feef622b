package io.mediflow.edge.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages in the order in which they came, each a file until it is delivered.
 *
 * <p>In the folder: {@code waiting/NUMBER.hl7} waits; {@code NUMBER.part} is being written and counts for nothing after a kill;
 * {@code refused/NUMBER.hl7} with {@code NUMBER.reason} was refused for good and waits for a person. A number is the time of
 * arrival in milliseconds, or one more than the last, so that it grows even when nothing is left of former ones.
 */
public final class MessageQueue implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.hl7");

  private final Path waiting;
  private final Path refused;
  private final int most;
  private final Disk disk;
  private final InstantSource clock;
  private final FolderLock held;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Long> numbers = new TreeSet<>();
  private int setAside;
  private long last;
  private boolean closed;

  /** The oldest message that waits, as it was sent. */
  public record Waiting(long number, byte[] bytes) {}

  private MessageQueue(Path folder, int most, Disk disk, InstantSource clock, FolderLock held) {
    this.waiting = folder.resolve("waiting");
    this.refused = folder.resolve("refused");
    this.most = most;
    this.disk = disk;
    this.clock = clock;
    this.held = held;
  }

  /**
   * Opens a folder, made if it is missing; what waited there waits again.
   *
   * @param most how many messages may wait
   * @return empty when another agent holds the folder
   */
  public static Optional<MessageQueue> open(Path folder, int most, Disk disk, InstantSource clock) throws IOException {
    Disk.folder(folder);
    Optional<FolderLock> held = FolderLock.of(folder);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    MessageQueue queue = new MessageQueue(folder, most, disk, clock, held.get());
    try {
      queue.recover();
    } catch (IOException | RuntimeException unreadable) {
      held.get().close();
      throw unreadable;
    }
    return Optional.of(queue);
  }

  private void recover() throws IOException {
    Disk.folder(waiting);
    Disk.folder(refused);
    disk.flushNames(waiting.getParent());
    for (Path file : Disk.files(refused)) {
      number(file).ifPresent(this::countRefused);
    }
    for (Path file : Disk.files(waiting)) {
      if (file.getFileName().toString().endsWith(".part")) {
        disk.delete(file); // nobody was told that it is there
      } else {
        number(file).ifPresent(numbers::add);
      }
    }
    if (!numbers.isEmpty()) {
      last = Math.max(last, numbers.last());
    }
    disk.flushNames(waiting);
  }

  private void countRefused(long number) {
    setAside++;
    last = Math.max(last, number);
  }

  /** Takes all of them or none. When it comes back they are on the device, in this order, and outlive a kill. */
  public void put(List<byte[]> messages) throws IOException, QueueFull {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the queue is closed");
      }
      if (numbers.size() + messages.size() > most) {
        throw new QueueFull(most);
      }
      List<Long> given = new ArrayList<>();
      try {
        for (byte[] message : messages) {
          last = Math.max(last + 1, clock.millis());
          given.add(last);
          disk.write(part(last), message);
        }
        for (long number : given) {
          disk.rename(part(number), file(number));
        }
        disk.flushNames(waiting);
      } catch (IOException notWritten) {
        forget(given);
        throw notWritten;
      }
      numbers.addAll(given);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What cannot be removed may be delivered after the next start, and again when its sender repeats it: twice, not never. */
  private void forget(List<Long> given) {
    for (long number : given) {
      for (Path file : List.of(part(number), file(number))) {
        try {
          disk.delete(file);
        } catch (IOException stays) {
          // said above
        }
      }
    }
  }

  /** The oldest message; waits for one, and is empty when none came in that time or the queue was closed. */
  public Optional<Waiting> oldest(long milliseconds) throws IOException, InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (numbers.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (numbers.isEmpty() || closed) {
        return Optional.empty();
      }
      long number = numbers.first();
      try {
        return Optional.of(new Waiting(number, Files.readAllBytes(file(number))));
      } catch (NoSuchFileException removedByHand) {
        numbers.remove(number);
        return Optional.empty();
      }
    } finally {
      lock.unlock();
    }
  }

  /** It has arrived. A kill right before the file is gone means that it is delivered once more. */
  public void delivered(long number) throws IOException {
    lock.lock();
    try {
      disk.delete(file(number));
      disk.flushNames(waiting);
      numbers.remove(number);
    } finally {
      lock.unlock();
    }
  }

  /**
   * It will never be taken as it is: it goes out of the way, for a person to look at.
   *
   * @param reason a sentence without anything of the message
   */
  public void refuse(long number, String reason) throws IOException {
    lock.lock();
    try {
      disk.write(refused.resolve(number + ".reason"), (reason + "\n").getBytes(StandardCharsets.UTF_8));
      disk.rename(file(number), refused.resolve(number + ".hl7"));
      disk.flushNames(refused);
      disk.flushNames(waiting);
      numbers.remove(number);
      setAside++;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  public int size() {
    lock.lock();
    try {
      return numbers.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many were set aside and have not been moved away, as known since the start. */
  public int refused() {
    lock.lock();
    try {
      return setAside;
    } finally {
      lock.unlock();
    }
  }

  /** How long the oldest message has been waiting; 0 when none does. */
  public long oldestSeconds() {
    lock.lock();
    try {
      return numbers.isEmpty() ? 0 : Math.max(0, (clock.millis() - numbers.first()) / 1_000);
    } finally {
      lock.unlock();
    }
  }

  private Path part(long number) {
    return waiting.resolve(number + ".part");
  }

  private Path file(long number) {
    return waiting.resolve(number + ".hl7");
  }

  private static Optional<Long> number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Optional.of(Long.parseLong(name.group(1))) : Optional.empty();
  }

  /** A put that is under way ends first; later ones fail. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      held.close();
    } finally {
      lock.unlock();
    }
  }
}
