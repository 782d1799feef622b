package io.mediflow.edge.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MessageQueueTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T14:05:06Z"));

  @TempDir private Path folder;

  @Test
  void orderIsKeptThroughAnotherStartAndAClockThatGoesBack() throws Exception {
    try (MessageQueue queue = open(10, Disk.real())) {
      queue.put(List.of(bytes("a")));
      queue.put(List.of(bytes("b"), bytes("c")));
    }
    InstantSource earlier = InstantSource.fixed(Instant.EPOCH);
    try (MessageQueue queue = MessageQueue.open(folder, 10, Disk.real(), earlier).orElseThrow()) {
      assertEquals(3, queue.size());
      queue.put(List.of(bytes("d")));
      assertEquals(List.of("a", "b", "c", "d"), drained(queue));
      assertEquals(0, queue.size());
    }
    try (MessageQueue queue = open(10, Disk.real())) {
      assertEquals(Optional.empty(), queue.oldest(1));
    }
  }

  @Test
  void moreThanItMayHoldIsRefusedAndABatchIsTakenWholeOrNot() throws Exception {
    try (MessageQueue queue = open(3, Disk.real())) {
      queue.put(List.of(bytes("a"), bytes("b")));
      assertThrows(QueueFull.class, () -> queue.put(List.of(bytes("c"), bytes("d"))));
      queue.put(List.of(bytes("e")));
      assertThrows(QueueFull.class, () -> queue.put(List.of(bytes("f"))));
      queue.delivered(queue.oldest(1).orElseThrow().number());
      queue.put(List.of(bytes("g")));
      assertEquals(List.of("b", "e", "g"), drained(queue));
    }
  }

  @Test
  void whatFailsInTheMiddleLeavesNothing() throws Exception {
    for (int failing = 0; failing < 5; failing++) {
      Watched disk = new Watched(failing);
      try (MessageQueue queue = open(10, disk)) {
        disk.steps.clear();
        assertThrows(IOException.class, () -> queue.put(List.of(bytes("a"), bytes("b"))), "step " + failing);
        assertEquals(0, queue.size());
      }
      try (MessageQueue queue = open(10, Disk.real())) {
        assertEquals(0, queue.size(), "step " + failing);
      }
    }
  }

  @Test
  void endedAtAnyStepItLosesNothingThatWasThere() throws Exception {
    for (int failing = 0; failing < 20; failing++) {
      Path own = folder.resolve("ended-" + failing);
      List<String> kept = new ArrayList<>();
      List<String> delivered = new ArrayList<>();
      try (MessageQueue queue = MessageQueue.open(own, 10, new Ended(failing), CLOCK).orElseThrow()) {
        queue.put(List.of(bytes("a"), bytes("b")));
        kept.addAll(List.of("a", "b"));
        delivered.add("a"); // it was posted before it is marked
        queue.delivered(queue.oldest(1).orElseThrow().number());
        queue.put(List.of(bytes("c")));
        kept.add("c");
        queue.refuse(queue.oldest(1).orElseThrow().number(), "No.");
      } catch (IOException ended) {
        // the disk does nothing any more
      }
      List<String> there = new ArrayList<>();
      try (MessageQueue queue = MessageQueue.open(own, 10, Disk.real(), CLOCK).orElseThrow()) {
        for (Path file : Disk.files(own.resolve("refused"))) {
          if (file.toString().endsWith(".hl7")) {
            there.add(Files.readString(file));
          }
        }
        there.addAll(drained(queue));
      }
      kept.removeAll(delivered);
      assertTrue(there.containsAll(kept), failing + ": " + kept + there);
      assertEquals(there.stream().sorted().distinct().toList(), there, "in order, and none twice");
    }
  }

  @Test
  void contentIsFlushedBeforeItsNameAndNamesBeforeItComesBack() throws Exception {
    Watched disk = new Watched(-1);
    try (MessageQueue queue = open(10, disk)) {
      disk.steps.clear();
      queue.put(List.of(bytes("a"), bytes("b")));
      assertEquals(List.of("write part", "write part", "rename hl7", "rename hl7", "flush waiting"), disk.steps);
      disk.steps.clear();
      queue.delivered(queue.oldest(1).orElseThrow().number());
      assertEquals(List.of("delete hl7", "flush waiting"), disk.steps);
      disk.steps.clear();
      queue.refuse(queue.oldest(1).orElseThrow().number(), "No.");
      assertEquals(List.of("write reason", "rename hl7", "flush refused", "flush waiting"), disk.steps);
    }
  }

  @Test
  void whatWasBeingWrittenWhenTheProcessEndedIsNotThere() throws Exception {
    open(10, Disk.real()).close();
    Files.writeString(folder.resolve("waiting/17.part"), "MSH|half");
    Files.writeString(folder.resolve("waiting/notes.txt"), "a person's");
    try (MessageQueue queue = open(10, Disk.real())) {
      assertEquals(0, queue.size());
      assertFalse(Files.exists(folder.resolve("waiting/17.part")));
      assertTrue(Files.exists(folder.resolve("waiting/notes.txt")));
    }
  }

  @Test
  void whatIsRefusedGoesOutOfTheWayWithItsReason() throws Exception {
    long number;
    try (MessageQueue queue = open(10, Disk.real())) {
      queue.put(List.of(bytes("a"), bytes("b")));
      number = queue.oldest(1).orElseThrow().number();
      queue.refuse(number, "Its status is 400.");
      assertEquals(List.of("b"), drained(queue));
      assertEquals(1, queue.refused());
    }
    assertEquals("a", Files.readString(folder.resolve("refused/" + number + ".hl7")));
    assertEquals("Its status is 400.\n", Files.readString(folder.resolve("refused/" + number + ".reason")));
    try (MessageQueue queue = open(10, Disk.real())) {
      assertEquals(1, queue.refused());
      assertEquals(0, queue.size());
    }
  }

  @Test
  void aMessageThatAPersonRemovedIsPassedOver() throws Exception {
    try (MessageQueue queue = open(10, Disk.real())) {
      queue.put(List.of(bytes("a"), bytes("b")));
      Files.delete(folder.resolve("waiting/" + queue.oldest(1).orElseThrow().number() + ".hl7"));
      assertEquals(Optional.empty(), queue.oldest(1));
      assertEquals(List.of("b"), drained(queue));
    }
  }

  @Test
  void twoNeverShareAFolder() throws Exception {
    try (MessageQueue queue = open(10, Disk.real())) {
      assertEquals(Optional.empty(), MessageQueue.open(folder, 10, Disk.real(), CLOCK));
      assertEquals(0, queue.size());
    }
    open(10, Disk.real()).close();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "rights are given otherwise there")
  void onlyTheOwnerReadsMessages() throws Exception {
    try (MessageQueue queue = open(10, Disk.real())) {
      queue.put(List.of(bytes("a")));
      Path file = folder.resolve("waiting/" + queue.oldest(1).orElseThrow().number() + ".hl7");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }
  }

  private MessageQueue open(int most, Disk disk) throws IOException {
    return MessageQueue.open(folder, most, disk, CLOCK).orElseThrow();
  }

  private static List<String> drained(MessageQueue queue) throws Exception {
    List<String> all = new ArrayList<>();
    for (var next = queue.oldest(1); next.isPresent(); next = queue.oldest(1)) {
      all.add(new String(next.get().bytes(), StandardCharsets.UTF_8));
      queue.delivered(next.get().number());
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The real disk, whose steps are written down, and of which one fails once. */
  private static final class Watched implements Disk {
    private final Disk real = Disk.real();
    private final List<String> steps = new ArrayList<>();
    private final int failing;

    private Watched(int failing) {
      this.failing = failing;
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      step("write", file);
      real.write(file, bytes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename", to);
      real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      step("delete", file);
      real.delete(file);
    }

    @Override
    public void flushNames(Path folder) throws IOException {
      step("flush", folder);
      real.flushNames(folder);
    }

    private void step(String what, Path where) throws IOException {
      steps.add(what + " " + where.getFileName().toString().replaceAll("^\\d+\\.", ""));
      if (steps.size() == failing + 1 && !what.equals("delete") && steps.getFirst().startsWith("write")) {
        throw new IOException("no space left");
      }
    }
  }
}
