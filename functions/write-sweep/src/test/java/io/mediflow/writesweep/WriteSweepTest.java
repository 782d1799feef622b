package io.mediflow.writesweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.store.Page;
import io.mediflow.model.write.Nudge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteSweepTest {

  private static final Nudge A = new Nudge("elm", "a");
  private static final Nudge B = new Nudge("elm", "b");

  @Test
  void eachOrderKeyIsNudgedOnce() {
    assertEquals(new WriteSweepDecision.Finish(List.of(B)),
        WriteSweep.decide(new Page<>(List.of(A, B, B), Optional.empty()), Set.of(A), 1, 5));
  }

  @Test
  void aPageLeadsToTheNextUntilTheBound() {
    Page<Nudge> page = new Page<>(List.of(A), Optional.of("c"));
    assertEquals(new WriteSweepDecision.GoOn(List.of(A), "c"), WriteSweep.decide(page, Set.of(), 4, 5));
    assertEquals(new WriteSweepDecision.Finish(List.of(A)), WriteSweep.decide(page, Set.of(), 5, 5));
  }

  @Test
  void theSameKeyOfAnotherConnectionIsAnother() {
    Nudge other = new Nudge("oak", "a");
    assertEquals(new WriteSweepDecision.Finish(List.of(other)),
        WriteSweep.decide(new Page<>(List.of(A, other), Optional.empty()), Set.of(A), 1, 5));
  }
}
