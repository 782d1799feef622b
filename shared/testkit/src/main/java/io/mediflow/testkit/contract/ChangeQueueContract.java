package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.store.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every queue of changes does. */
public abstract class ChangeQueueContract {

  private final String connection = Samples.connection();

  protected abstract ChangeQueue queue();

  /** Where bodies go that are too large to travel. */
  protected abstract Bodies bodies();

  /** Takes at least {@code count} changes of {@code connection} out of the queue. */
  protected abstract List<Change> take(String connection, int count);

  @Test
  void takesAllWhateverTheirNumberAndSize() {
    List<Change> sent = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      sent.add(change("c%02d".formatted(i), "é".repeat(i * 1_300))); // two bytes each: 25 of them pass 256 KB by far
    }
    queue().send(sent);
    List<Change> taken = take(connection, 25).stream().sorted(Comparator.comparing(Change::id)).toList();
    assertEquals(sent, taken);
  }

  @Test
  void sendsLargeBodiesByReference() {
    String large = "é".repeat(Bodies.INLINE_LIMIT / 2 + 1);
    queue().send(List.of(change("large", large), change("hint", null)));
    List<Change> taken = take(connection, 2).stream().sorted(Comparator.comparing(Change::id).reversed()).toList();
    assertEquals(null, taken.getFirst().body());
    assertEquals(large, new String(bodies().get(connection, taken.getFirst().bodyRef()), StandardCharsets.UTF_8));
    assertEquals(change("hint", null), taken.getLast());
  }

  @Test
  void takesNothing() {
    queue().send(List.of());
    assertTrue(take(connection, 0).isEmpty());
  }

  private Change change(String id, String body) {
    return new Change(id, Change.Origin.POLL, connection, "fhir", "Patient", "17", body, null, 5, 0);
  }
}
