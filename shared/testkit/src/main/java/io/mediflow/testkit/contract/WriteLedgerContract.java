package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteLedger.Acceptance;
import io.mediflow.model.write.WriteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
public abstract class WriteLedgerContract {

  private final String connection = Samples.connection();
  private final Instant noon = Samples.NOON;

  protected abstract WriteLedger ledger();

  /** The log that the ledger's audit entries go into. */
  protected abstract AuditLog audit();

  @Test
  void keepsAWriteWhole() {
    WriteLedger ledger = ledger();
    Write accepted = accept(ledger, Samples.write(connection, "whole", noon, "k"));
    assertEquals(1, accepted.version());
    assertEquals(Optional.of(accepted), ledger.find(connection, accepted.id()));
    Write sent = new Write(connection, accepted.id(), "whole", Optional.empty(), accepted.request(), "external",
        WriteState.CONFLICT, accepted.receivedAt(), Optional.empty(), 3,
        Optional.of(new Write.Sending(noon.plusSeconds(5), Optional.of("W/\"3\""), Optional.of("17"), 1, 2)),
        Optional.of(new Write.Outcome("conflict", "Both changed it.", "caller", "Read it again.",
            Map.of("email", "theirs@example.org"))), accepted.version());
    Write stepped = step(ledger, sent).orElseThrow();
    assertEquals(2, stepped.version());
    assertEquals(Optional.of(stepped), ledger.find(connection, accepted.id()));
    assertEquals(sent.outcome(), stepped.outcome());
    assertEquals(sent.sending(), stepped.sending());
  }

  @Test
  void findsNothingUnderOtherIdsAndConnections() {
    WriteLedger ledger = ledger();
    Write accepted = accept(ledger, Samples.write(connection, "o", noon, "k"));
    assertEquals(Optional.empty(), ledger.find(Samples.connection(), accepted.id()));
    assertEquals(Optional.empty(), ledger.find(connection, "nothing-0"));
    assertEquals(Optional.empty(), ledger.find(connection, "no write id"));
  }

  @Test
  void answersARepeatedKeyWithTheFirstWrite() {
    WriteLedger ledger = ledger();
    Write first = accept(ledger, Samples.write(connection, "o", noon, "k"));
    Write again = Samples.write(connection, "o", noon.plusSeconds(1), "k");
    assertEquals(new Acceptance.Repeated(first), ledger.accept(again, Samples.audit(connection, noon, "write.received")));
    Write other = new Write(connection, again.id(), "o", again.recordId(), new Write.Request("patient.update",
        again.request().type(), "fhir", Map.of(), Map.of("email", "third@example.org"), again.request().actor(), "k",
        "another hash", Optional.empty()), "external", WriteState.RECEIVED, noon, Optional.empty(), 0, Optional.empty(),
        Optional.empty(), 0);
    assertEquals(new Acceptance.KeyReused(first.id()),
        ledger.accept(other, Samples.audit(connection, noon, "write.received")));
    assertEquals(1, ledger.counts(connection).received());
    String elsewhere = Samples.connection();
    accept(ledger, Samples.write(elsewhere, "o", noon, "k"));
  }

  @Test
  void acceptsOneOfManyWithTheSameKeyAtOnce() throws Exception {
    WriteLedger ledger = ledger();
    List<Acceptance> answers = atOnce(8, number ->
        ledger.accept(Samples.write(connection, "race", noon, "same"), Samples.audit(connection, noon, "write.received")));
    List<Acceptance.Accepted> accepted = answers.stream()
        .filter(Acceptance.Accepted.class::isInstance).map(Acceptance.Accepted.class::cast).toList();
    assertEquals(1, accepted.size());
    answers.stream().filter(one -> !(one instanceof Acceptance.Accepted))
        .forEach(one -> assertEquals(new Acceptance.Repeated(accepted.getFirst().write()), one));
    assertEquals(new LedgerCounts(1, Map.of(WriteState.RECEIVED, 1L)), ledger.counts(connection));
  }

  @Test
  void letsOneOfManyStepAtOnce() throws Exception {
    WriteLedger ledger = ledger();
    Write accepted = accept(ledger, Samples.write(connection, "o", noon, "k"));
    List<Optional<Write>> steps = atOnce(6, number ->
        step(ledger, Samples.inState(accepted, WriteState.CLAIMED, Optional.empty())));
    assertEquals(1, steps.stream().filter(Optional::isPresent).count());
    assertEquals(new LedgerCounts(1, Map.of(WriteState.CLAIMED, 1L)), ledger.counts(connection));
  }

  @Test
  void countsBalanceAtEverySampleOfRandomSteps() throws Exception {
    WriteLedger ledger = ledger();
    List<List<Write>> own = atOnce(4, number -> {
      Random random = new Random(number);
      List<Write> writes = new ArrayList<>();
      for (int turn = 0; turn < 25; turn++) {
        if (writes.isEmpty() || random.nextInt(3) == 0) {
          writes.add(accept(ledger, Samples.write(connection, "o" + number, noon, number + "-" + turn)));
        } else {
          int index = random.nextInt(writes.size());
          WriteState state = WriteState.values()[random.nextInt(WriteState.values().length)];
          writes.set(index, step(ledger, Samples.inState(writes.get(index), state, Optional.empty())).orElseThrow());
        }
        LedgerCounts sample = ledger.counts(connection);
        assertTrue(sample.balances(), sample::toString);
      }
      return writes;
    });
    Map<WriteState, Long> expected = new HashMap<>();
    List<Write> all = own.stream().flatMap(List::stream).toList();
    all.forEach(one -> expected.merge(one.state(), 1L, Long::sum));
    assertEquals(new LedgerCounts(all.size(), expected), ledger.counts(connection));
  }

  @Test
  void auditsEveryStepAndNothingElse() {
    WriteLedger ledger = ledger();
    Write accepted = accept(ledger, Samples.write(connection, "o", noon, "k"));
    ledger.accept(Samples.write(connection, "o", noon, "k"), Samples.audit(connection, noon, "write.repeated"));
    Write claimed = Samples.inState(accepted, WriteState.CLAIMED, Optional.empty());
    ledger.step(claimed, Samples.audit(connection, noon.plusSeconds(1), "write.claimed"));
    ledger.step(claimed, Samples.audit(connection, noon.plusSeconds(2), "write.claimed.twice"));
    assertEquals(List.of("write.claimed", "write.received"),
        audit().page(connection, null, 10).items().stream().map(one -> one.action()).toList());
  }

  @Test
  void theOldestIsTheFirstThatHoldsUp() {
    WriteLedger ledger = ledger();
    Write first = accept(ledger, Samples.write(connection, "o", noon, "1"));
    Write second = accept(ledger, Samples.write(connection, "o", noon.plusSeconds(1), "2"));
    Write third = accept(ledger, Samples.write(connection, "o", noon.plusSeconds(2), "3"));
    accept(ledger, Samples.write(connection, "o-other", noon.minusSeconds(9), "4"));
    assertEquals(Optional.of(first), ledger.oldest(connection, "o"));
    Write unknown = step(ledger, Samples.inState(first, WriteState.UNKNOWN, Optional.empty())).orElseThrow();
    assertEquals(Optional.of(unknown), ledger.oldest(connection, "o"));
    Write waiting = step(ledger, Samples.inState(unknown, WriteState.NEEDS_HUMAN, Optional.empty())).orElseThrow();
    assertEquals(Optional.of(second), ledger.oldest(connection, "o"));
    step(ledger, Samples.inState(second, WriteState.CONFIRMED, Optional.empty()));
    step(ledger, Samples.inState(third, WriteState.WAITING, Optional.empty()));
    assertEquals(Optional.empty(), ledger.oldest(connection, "o"));
    Write again = step(ledger, Samples.inState(waiting, WriteState.RECEIVED, Optional.of(noon))).orElseThrow();
    assertEquals(Optional.of(again), ledger.oldest(connection, "o"));
    assertEquals(Optional.empty(), ledger.oldest(connection, "nobody"));
  }

  @Test
  void aLeaseHasOneHolderUntilItEnds() throws Exception {
    WriteLedger ledger = ledger();
    Instant until = noon.plusSeconds(30);
    List<Boolean> taken = atOnce(6, number -> ledger.lease(connection, "o", "worker" + number, noon, until));
    assertEquals(1, taken.stream().filter(one -> one).count());
    String holder = "worker" + taken.indexOf(true);
    assertTrue(ledger.lease(connection, "o", holder, noon.plusSeconds(1), until.plusSeconds(10)));
    assertFalse(ledger.lease(connection, "o", "late", until.plusSeconds(9), until.plusSeconds(60)));
    ledger.release(connection, "o", "late");
    assertFalse(ledger.lease(connection, "o", "late", until.plusSeconds(9), until.plusSeconds(60)));
    assertTrue(ledger.lease(connection, "o", "late", until.plusSeconds(10), until.plusSeconds(60)));
    ledger.release(connection, "o", holder);
    assertFalse(ledger.lease(connection, "o", holder, until.plusSeconds(11), until.plusSeconds(60)));
    ledger.release(connection, "o", "late");
    assertTrue(ledger.lease(connection, "o", holder, until.plusSeconds(11), until.plusSeconds(60)));
    assertTrue(ledger.lease(Samples.connection(), "o", "elsewhere", noon, until));
  }

  @Test
  void findsWhatIsDueOldestFirstPageByPage() {
    WriteLedger ledger = ledger();
    List<Nudge> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      accept(ledger, Samples.write(connection, "due" + i, noon.plusSeconds(i), "d" + i));
      expected.add(new Nudge(connection, "due" + i));
    }
    Write settled = accept(ledger, Samples.write(connection, "settled", noon, "s"));
    step(ledger, Samples.inState(settled, WriteState.CONFIRMED, Optional.empty()));
    Write later = accept(ledger, Samples.write(connection, "later", noon, "l"));
    step(ledger, Samples.inState(later, WriteState.RECEIVED, Optional.of(noon.plus(Duration.ofHours(1)))));
    List<Nudge> due = Samples.all(cursor -> ledger.due(noon.plusSeconds(60), cursor, 2)).stream()
        .filter(one -> one.connection().equals(connection)).toList();
    assertEquals(expected, due);
  }

  @Test
  void listsNewestFirstByState() {
    WriteLedger ledger = ledger();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Write accepted = accept(ledger, Samples.write(connection, "list" + i, noon.plusSeconds(i), "l" + i));
      WriteState state = i % 2 == 0 ? WriteState.CONFIRMED : WriteState.REJECTED;
      step(ledger, Samples.inState(accepted, state, Optional.empty()));
      ids.addFirst(accepted.id());
    }
    accept(ledger, Samples.write(Samples.connection(), "x", noon, "x"));
    assertEquals(ids, Samples.all(cursor -> ledger.list(connection, Set.of(), cursor, 2)).stream().map(Write::id).toList());
    assertEquals(List.of(ids.get(1), ids.get(3)),
        Samples.all(cursor -> ledger.list(connection, Set.of(WriteState.REJECTED), cursor, 1)).stream()
            .map(Write::id).toList());
  }

  private Write accept(WriteLedger ledger, Write write) {
    Acceptance answer = ledger.accept(write, Samples.audit(write.connection(), write.receivedAt(), "write.received"));
    return assertInstanceOf(Acceptance.Accepted.class, answer).write();
  }

  private Optional<Write> step(WriteLedger ledger, Write next) {
    return ledger.step(next, Samples.audit(connection, noon, "write.stepped"));
  }

  private interface Numbered<T> {
    T call(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int workers, Numbered<T> work) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int number = i;
        tasks.add(() -> work.call(number));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
