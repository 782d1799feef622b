package io.mediflow.edge.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.queue.Errand.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrandTest {

  private static final byte[] MESSAGE = "the message".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OUTCOME = "the outcome".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path place;

  @Test
  void eachStepOutlivesTheProcess() throws Exception {
    Errand errand = Errand.open(place, Disk.real());
    assertInstanceOf(State.Free.class, errand.state());
    errand.hold(7, MESSAGE);
    assertHolds(0);
    assertEquals(1, errand.sending());
    assertEquals(2, errand.sending());
    assertHolds(2);
    errand.settle(OUTCOME);
    assertArrayEquals(OUTCOME, assertInstanceOf(State.Settled.class, Errand.open(place, Disk.real()).state()).outcome());
    errand.free();
    assertInstanceOf(State.Free.class, errand.state());
    assertInstanceOf(State.Free.class, Errand.open(place, Disk.real()).state());
    assertTrue(files().isEmpty());
  }

  /** Whether the process ends before, within or after a step: nothing that may have been sent looks unsent, nothing settled is sent. */
  @Test
  void wheneverTheProcessEndsTheNextOneKnowsWhatMayHaveHappened() throws Exception {
    int steps = 0;
    boolean whole = false;
    while (!whole) {
      Path folder = place.resolve("after-" + steps);
      boolean held = false;
      boolean sent = false;
      boolean settled = false;
      try {
        Errand errand = Errand.open(folder, new Ended(steps));
        errand.hold(7, MESSAGE);
        held = true;
        errand.sending();
        sent = true;
        errand.settle(OUTCOME);
        settled = true;
        errand.free();
        whole = true;
      } catch (IOException ended) {
        // the rest is found by the next process
      }
      State next = Errand.open(folder, Disk.real()).state();
      if (whole) {
        assertInstanceOf(State.Free.class, next);
      } else if (settled) {
        assertTrue(next instanceof State.Free || next instanceof State.Settled(long number, byte[] outcome)
            && new String(outcome, StandardCharsets.UTF_8).equals("the outcome"), "sent again after " + steps);
      } else if (sent) {
        assertTrue(next instanceof State.Settled || next instanceof State.Holds holds && holds.sends() == 1, "unsent after " + steps);
      } else if (held) {
        assertTrue(next instanceof State.Holds holds && new String(holds.message(), StandardCharsets.UTF_8).equals("the message"));
      }
      steps++;
    }
    assertTrue(steps > 12, "every step was tried: " + steps);
  }

  @Test
  void whatWasBeingWrittenCountsForNothing() throws Exception {
    Errand errand = Errand.open(place, Disk.real());
    errand.hold(7, MESSAGE);
    errand.sending();
    Files.writeString(place.resolve("7.part"), "the outc");
    assertHolds(1);
    assertEquals(List.of("7.message", "7.sends"), files());
  }

  private void assertHolds(int sends) throws IOException {
    State.Holds holds = assertInstanceOf(State.Holds.class, Errand.open(place, Disk.real()).state());
    assertEquals(7, holds.number());
    assertArrayEquals(MESSAGE, holds.message());
    assertEquals(sends, holds.sends());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(place)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }
}
