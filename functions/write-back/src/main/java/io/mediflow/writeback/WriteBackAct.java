package io.mediflow.writeback;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.PackageException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Works an order key: under its lease, the oldest write step by step until it is settled or must wait, then the next oldest. */
@ApplicationScoped
public class WriteBackAct {

  private static final Logger LOG = Logger.getLogger(WriteBackAct.class);

  private final WriteLedger ledger;
  private final Sites sites;
  private final EhrSide ehr;
  private final Steps steps;
  private final ChangeQueue changes;
  private final RecordIds ids;
  private final WriteBackConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public WriteBackAct(
      WriteLedger ledger, Sites sites, EhrSide ehr, Steps steps, ChangeQueue changes, RecordIds ids,
      WriteBackConfig config, TimeScale scale, Clock clock) {
    this.ledger = ledger;
    this.sites = sites;
    this.ehr = ehr;
    this.steps = steps;
    this.changes = changes;
    this.ids = ids;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** Throws only what the stores throw; the ledger then says where to go on, and the sweep nudges again. */
  public void work(Nudge nudge) {
    String holder = UUID.randomUUID().toString();
    Instant stop = clock.instant().plus(config.workFor());
    for (int worked = 0; worked < config.writes() && clock.instant().isBefore(stop); worked++) {
      Optional<Write> oldest = ledger.oldest(nudge.connection(), nudge.orderKey());
      if (oldest.isEmpty() || !work(oldest.get(), holder)) {
        return;
      }
    }
  }

  /** @return whether it was settled, so that the next oldest may follow */
  private boolean work(Write oldest, String holder) {
    Instant now = clock.instant();
    Instant leaseEnds = now.plus(config.lease());
    if (!ledger.lease(oldest.connection(), oldest.orderKey(), holder, now, leaseEnds)) {
      return false;
    }
    try {
      // Between the look and the lease another worker may have gone on.
      Optional<Write> held = ledger.oldest(oldest.connection(), oldest.orderKey());
      return held.isPresent() && settle(held.get(), leaseEnds);
    } finally {
      release(oldest, holder);
    }
  }

  private void release(Write write, String holder) {
    try {
      ledger.release(write.connection(), write.orderKey(), holder);
    } catch (RuntimeException notReleased) {
      LOG.debugf("write %s: its lease was not released (%s) and ends by itself",
          write.id(), notReleased.getClass().getSimpleName());
    }
  }

  private boolean settle(Write write, Instant leaseEnds) {
    Optional<Site> site;
    try {
      site = sites.of(write);
    } catch (PackageException unreadable) { // it quotes the overlay's line, never a value of a record
      LOG.errorf("write %s of %s: %s; it is set aside for a person", write.id(), write.connection(), unreadable.getMessage());
      return needsHuman(write, Outcomes.OVERLAY_UNREADABLE);
    }
    if (site.isEmpty()) {
      return needsHuman(write, Outcomes.NOT_OFFERED);
    }
    Turn turn = new Turn(site.get(), leaseEnds, write);
    try {
      return turn.run();
    } catch (Draft.MappingBroke broke) {
      LOG.errorf("write %s (%s): %s; it is set aside for a person", write.id(), write.request().operation(), broke.getMessage());
      return needsHuman(turn.write, Outcomes.MAPPING_BROKE);
    }
  }

  private boolean needsHuman(Write write, Write.Outcome outcome) {
    return steps.settled(write, new WriteBackDecision.Settle(WriteState.NEEDS_HUMAN, write.sending(), outcome)).isPresent();
  }

  /** One write under one lease. */
  private final class Turn {

    private final Site site;
    private final Instant leaseEnds;
    private final WriteBack rules;
    private Write write;

    Turn(Site site, Instant leaseEnds, Write write) {
      this.site = site;
      this.leaseEnds = leaseEnds;
      this.write = write;
      this.rules = new WriteBack(site.operation(), new Outcomes(site.ehr().errors()), new Pace(
          scale.scaled(config.firstRetry()), scale.scaled(config.longestRetry()), scale.scaled(config.pausedFor()),
          scale.scaled(config.resendFor()), config.sendWindow(), site.access().timeout(),
          scale.scaled(site.operation().settle())));
    }

    /** @return whether the write was settled */
    boolean run() {
      WriteBackDecision next = begin();
      while (true) {
        switch (next) {
          case WriteBackDecision.Wait wait -> {
            return false;
          }
          case WriteBackDecision.Claim claim -> {
            if (!stepped(steps.claimed(write, ehr.target(write), leaseEnds))) {
              return false;
            }
            next = rules.prepared(write, ehr.prepare(site, write), leaseEnds, clock.instant());
          }
          case WriteBackDecision.Send send -> {
            if (!stepped(steps.sent(write, send.sending(), leaseEnds))) {
              return false;
            }
            next = rules.answered(
                write, send.transmission(), ehr.send(site, send.transmission(), send.sending()), clock.instant());
          }
          case WriteBackDecision.ReadBack back ->
              next = rules.foundOut(write, back.sending(), ehr.readBack(site, write, back.sending()), clock.instant());
          case WriteBackDecision.Again again -> {
            if (!stepped(steps.again(write, again))) {
              return false;
            }
            next = begin();
          }
          case WriteBackDecision.Doubt doubt -> {
            if (!stepped(steps.doubted(write, doubt))) {
              return false;
            }
            next = begin();
          }
          case WriteBackDecision.Confirm confirm -> {
            return confirmed(confirm);
          }
          case WriteBackDecision.Settle settle -> {
            return stepped(steps.settled(write, settle));
          }
        }
      }
    }

    private WriteBackDecision begin() {
      return rules.begin(write, site.connection().paused(), clock.instant());
    }

    private boolean stepped(Optional<Write> stored) {
      stored.ifPresent(one -> write = one);
      return stored.isPresent();
    }

    /** The change is queued before the ledger says CONFIRMED: whoever sees that state finds the record soon after. */
    private boolean confirmed(WriteBackDecision.Confirm confirm) {
      Holding holding = confirm.holding();
      String interfaceName = write.request().interfaceName();
      String recordId = ehr.target(write).orElseGet(() ->
          ids.recordId(write.connection(), interfaceName, site.type(), holding.id()));
      changes.send(List.of(new Change(write.id() + "-readback", Change.Origin.READ_BACK, write.connection(),
          interfaceName, site.resource(), holding.id(), new String(holding.body(), StandardCharsets.UTF_8), null,
          holding.fetchStart(), 0)));
      return stepped(steps.confirmed(write, confirm, recordId));
    }
  }
}
