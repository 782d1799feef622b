package io.mediflow.writesweep;

import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.WriteLedger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pages through the writes that are due and nudges their order keys. */
@ApplicationScoped
public class WriteSweepAct {

  private final WriteLedger ledger;
  private final NudgeQueue queue;
  private final WriteSweepConfig config;
  private final Clock clock;

  public WriteSweepAct(WriteLedger ledger, NudgeQueue queue, WriteSweepConfig config, Clock clock) {
    this.ledger = ledger;
    this.queue = queue;
    this.config = config;
    this.clock = clock;
  }

  /** @param from the page to begin with, or null for the first */
  void sweep(String from) {
    Instant now = clock.instant(); // one moment for all pages: what write-back moves on meanwhile drops out
    Set<Nudge> nudged = new HashSet<>();
    String cursor = from;
    for (int pages = 1; ; pages++) {
      WriteSweepDecision decision = WriteSweep.decide(
          ledger.due(now, cursor, config.pageSize()), nudged, pages, config.pages());
      send(decision.nudges());
      nudged.addAll(decision.nudges());
      switch (decision) {
        case WriteSweepDecision.GoOn on -> cursor = on.cursor();
        case WriteSweepDecision.Finish finish -> {
          return;
        }
      }
    }
  }

  private void send(List<Nudge> nudges) {
    if (!nudges.isEmpty()) {
      queue.send(nudges);
    }
  }
}
