package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.FeedEhr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link FeedEhr} promises, whose EHR keeps what it has given. */
public abstract class FeedEhrContract {

  protected abstract FeedEhr feed();

  protected abstract Access access();

  protected abstract String type();

  /** Something changes at the EHR. */
  protected abstract String change();

  protected abstract void later(Duration time);

  protected abstract Instant now();

  @Test
  void onlyWhatChangesAfterItWasAskedForWaits() {
    change();
    later(Duration.ofSeconds(1));
    assertTrue(done(feed().subscribe(access(), type())));
    later(Duration.ofSeconds(1));
    String after = change();
    assertTrue(done(feed().subscribe(access(), type())), "once more does no harm");
    assertEquals(List.of(after), ids(done(feed().look(access(), type(), 10))));
  }

  @Test
  void aLookLeavesAndATakeTakes() {
    List<String> changed = changed(2);
    assertEquals(changed, ids(done(feed().look(access(), type(), 10))));
    assertEquals(changed, ids(done(feed().look(access(), type(), 10))));
    EhrPage taken = done(feed().take(access(), type(), 10));
    assertEquals(changed, ids(taken));
    assertTrue(taken.next().isEmpty());
    assertEquals(List.of(), ids(done(feed().look(access(), type(), 10))));
    assertEquals(List.of(), ids(done(feed().take(access(), type(), 10))));
  }

  @Test
  void aPageSaysWhetherMoreWaits() {
    List<String> changed = changed(5);
    List<String> taken = new ArrayList<>();
    EhrPage page = done(feed().take(access(), type(), 2));
    for (int pages = 1; page.next().isPresent(); pages++) {
      assertTrue(pages < 5);
      taken.addAll(ids(page));
      page = done(feed().take(access(), type(), 2));
    }
    taken.addAll(ids(page));
    assertEquals(changed, taken);
  }

  @Test
  void whatWasTakenComesAgainByWhenItWas() {
    List<String> early = changed(5);
    Instant first = now();
    done(feed().take(access(), type(), 10));
    later(Duration.ofMinutes(10));
    String late = change();
    done(feed().take(access(), type(), 10));
    assertEquals(early.stream().sorted().toList(), all(first.minusSeconds(60), first.plusSeconds(60)));
    assertEquals(Stream.concat(early.stream(), Stream.of(late)).sorted().toList(), all(first.minusSeconds(60), now().plusSeconds(60)));
    assertEquals(List.of(), all(now().plusSeconds(60), now().plusSeconds(120)));
  }

  private List<String> all(Instant from, Instant to) {
    EhrPage page = done(feed().taken(access(), type(), 2, from, to));
    List<String> all = new ArrayList<>(ids(page));
    for (int pages = 1; page.next().isPresent(); pages++) {
      assertTrue(pages < 10);
      page = done(feed().follow(access(), type(), 2, page.next().get()));
      all.addAll(ids(page));
    }
    return all.stream().sorted().toList();
  }

  private List<String> changed(int count) {
    done(feed().subscribe(access(), type()));
    later(Duration.ofSeconds(1));
    List<String> changed = new ArrayList<>();
    for (int one = 0; one < count; one++) {
      changed.add(change());
    }
    return changed;
  }

  private static List<String> ids(EhrPage page) {
    return page.resources().stream().filter(one -> !one.type().isEmpty()).map(EhrPage.Entry::id).toList();
  }

  private static <T> T done(EhrResult<T> result) {
    return switch (result) {
      case EhrResult.Done<T>(T value) -> value;
      case EhrResult.Failed<T>(var failure) -> throw new AssertionError("failed: " + failure);
    };
  }
}
