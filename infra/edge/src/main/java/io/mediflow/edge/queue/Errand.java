package io.mediflow.edge.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one message that is on its way to a practice's system, on disk. For one thread.
 *
 * <p>In the folder: {@code NUMBER.message} is to be sent; {@code NUMBER.sends} says how often its bytes may have been given to the
 * other side, and is written before they are; {@code NUMBER.outcome} says what became of it, whatever else lies there; {@code .part} is
 * being written and counts for nothing after a kill.
 */
public final class Errand {

  private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.(message|sends|outcome|part)");

  private final Path folder;
  private final Disk disk;
  private State state = new State.Free();

  /** What is to be done next. */
  public sealed interface State {

    /** There is no message. */
    record Free() implements State {}

    /** @param sends how often it may have been sent already */
    record Holds(long number, byte[] message, int sends) implements State {}

    /** Its outcome is to be told. */
    record Settled(long number, byte[] outcome) implements State {}
  }

  private Errand(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Opens a folder, made if it is missing, within one that is held for this agent; what was under way there goes on. */
  public static Errand open(Path folder, Disk disk) throws IOException {
    Disk.folder(folder);
    disk.flushNames(folder.toAbsolutePath().getParent());
    Errand errand = new Errand(folder, disk);
    errand.recover();
    return errand;
  }

  private void recover() throws IOException {
    for (Path file : Disk.files(folder)) {
      if (file.getFileName().toString().endsWith(".part")) {
        disk.delete(file);
      }
    }
    Optional<Long> settled = number("outcome");
    Optional<Long> held = number("message");
    if (settled.isPresent()) {
      state = new State.Settled(settled.get(), Files.readAllBytes(file(settled.get(), "outcome")));
    } else if (held.isPresent()) {
      state = new State.Holds(held.get(), Files.readAllBytes(file(held.get(), "message")), sends(held.get()));
    } else {
      for (Path file : Disk.files(folder)) { // of a message that was done with when the agent was killed
        if (NAME.matcher(file.getFileName().toString()).matches()) {
          disk.delete(file);
        }
      }
    }
    disk.flushNames(folder);
  }

  public State state() {
    return state;
  }

  /** Takes a message. When it comes back, the message is on the device. */
  public void hold(long number, byte[] message) throws IOException {
    write(number, "message", message);
    state = new State.Holds(number, message, 0);
  }

  /**
   * Its bytes are about to be given to the other side.
   *
   * @return the how manieth time this is
   */
  public int sending() throws IOException {
    State.Holds held = (State.Holds) state;
    int sends = held.sends() + 1;
    write(held.number(), "sends", Integer.toString(sends).getBytes(StandardCharsets.US_ASCII));
    state = new State.Holds(held.number(), held.message(), sends);
    return sends;
  }

  /** Its outcome is known. A kill before this comes back means that the message is sent once more. */
  public void settle(byte[] outcome) throws IOException {
    long number = ((State.Holds) state).number();
    write(number, "outcome", outcome);
    state = new State.Settled(number, outcome);
  }

  /** Its outcome is told: nothing is left of it. */
  public void free() throws IOException {
    long number = ((State.Settled) state).number();
    for (String kind : List.of("message", "sends")) {
      if (Files.exists(file(number, kind))) {
        disk.delete(file(number, kind));
      }
    }
    disk.flushNames(folder); // the outcome goes last: alone it is told again, but a message without it would be sent again
    disk.delete(file(number, "outcome"));
    disk.flushNames(folder);
    state = new State.Free();
  }

  private void write(long number, String kind, byte[] bytes) throws IOException {
    disk.write(file(number, "part"), bytes);
    disk.rename(file(number, "part"), file(number, kind));
    disk.flushNames(folder);
  }

  private int sends(long number) throws IOException {
    Path file = file(number, "sends");
    String text = Files.exists(file) ? Files.readString(file).strip() : "0";
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 1; // whoever wrote in it, it may have been sent
  }

  private Optional<Long> number(String kind) throws IOException {
    return Disk.files(folder).stream().map(file -> NAME.matcher(file.getFileName().toString())).filter(Matcher::matches)
        .filter(name -> name.group(2).equals(kind)).map(name -> Long.parseLong(name.group(1))).min(Long::compare);
  }

  private Path file(long number, String kind) {
    return folder.resolve(number + "." + kind);
  }
}
