package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.scheduledpolling.ReconcileAct.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds one page of an EHR's listing against our records, or many pages of our records against its whole listing. */
@ApplicationScoped
public class Comparing {

  private final Ehr ehr;
  private final Held held;
  private final ReconcileConfig config;
  private final Clock clock;

  public Comparing(Ehr ehr, Held held, ReconcileConfig config, Clock clock) {
    this.ehr = ehr;
    this.held = held;
    this.config = config;
    this.clock = clock;
  }

  /** The page's names are kept before it is counted, so that our records can be held against all of them. */
  Step listed(Flow flow, FlowRun run, Reconciliation report, ListedNames names, Reconcile.Patience patience) {
    Checkpoint at = flow.checkpoint();
    long fetchStart = clock.millis();
    EhrResult<EhrPage> answer = at.next().isPresent()
        ? ehr.follow(run.access(), URI.create(at.next().get()))
        : ehr.search(run.access(), run.spec().table().resource(), query(run, at));
    List<Change> asked = new ArrayList<>();
    Found found = switch (answer) {
      case EhrResult.Failed<EhrPage> failed -> Found.NOTHING;
      case EhrResult.Done<EhrPage>(var page) -> compared(flow, run, page, fetchStart, names, asked);
    };
    boolean counted = answer instanceof EhrResult.Failed<EhrPage> || report.pages() > at.pages();
    return new Step(counted ? report : report.withPage(found), asked, Reconcile.listed(at, answer, patience));
  }

  private static String query(FlowRun run, Checkpoint at) {
    return run.listing() == ChangeStrategy.WINDOWED_RELIST ? RelistStep.query(run.spec(), Subjects.ALL, Optional.empty())
        : ScheduledPolling.query(run.spec(), at, run.overlap(), run.ehr().startDepth(run.spec().type()));
  }

  private Found compared(
      Flow flow, FlowRun run, EhrPage page, long fetchStart, ListedNames names, List<Change> asked) {
    Map<String, EhrPage.Entry> entries = new LinkedHashMap<>(); // of an id that repeats, the later one counts
    page.resources().stream().filter(one -> one.isPlaced() && one.type().equals(run.spec().table().resource()))
        .forEach(one -> entries.put(held.name(run, one.id()), one));
    Map<String, StoredRecord> ours = held.find(run, entries.keySet());
    Found found = Found.NOTHING;
    for (Map.Entry<String, EhrPage.Entry> one : entries.entrySet()) {
      EhrPage.Entry entry = one.getValue();
      Reconcile.Verdict verdict = Reconcile.verdict(Optional.ofNullable(ours.get(one.getKey())), entry);
      switch (verdict) {
        case EQUAL, MERGED -> { }
        case MISSING, STALE -> asked.add(Changes.doubted(flow.id(), entry.type(), entry.id(), fetchStart));
        case BY_CONTENT -> asked.add(Changes.undated(flow.id(), entry, fetchStart));
      }
      found = found.plus(verdict.found());
    }
    names.keep(flow.checkpoint().pages(), entries.keySet());
    return found;
  }

  /** What is held as live and was not listed is asked for by its id; nothing is said of it before the EHR has answered. */
  Step held(Flow flow, FlowRun run, Reconciliation report, ListedNames names, Reconcile.Patience patience) {
    Checkpoint at = flow.checkpoint();
    Optional<LocalDate> depth = depth(run, at.started().orElseThrow());
    Map<String, StoredRecord.Source> ours = new LinkedHashMap<>();
    Optional<String> cursor = at.walk().after();
    Page<StoredRecord> page;
    int read = 0;
    do {
      page = held.page(run, cursor, config.heldPageSize());
      for (StoredRecord record : page.items()) {
        Held.told(run, record)
            .filter(one -> one.source().type().equals(run.spec().table().resource()))
            .filter(one -> Reconcile.isListed(one, at.started().orElseThrow(), depth))
            .ifPresent(one -> ours.put(held.name(run, one.source().id()), one.source()));
      }
      read += page.items().size();
      cursor = page.items().isEmpty() ? Optional.empty() : page.cursor();
    } while (cursor.isPresent() && read < config.idsAtOnce());
    Optional<Set<String>> lacking = names.lacking(report.pages(), ours.keySet());
    if (lacking.isEmpty()) {
      return new Step(report, List.of(), Reconcile.again(at));
    }
    List<Change> asked = ours.entrySet().stream().filter(one -> lacking.get().contains(one.getKey())).map(Map.Entry::getValue)
        .map(one -> Changes.doubted(flow.id(), one.type(), one.id(), clock.millis())).toList();
    boolean counted = report.pages() + report.held() > at.pages();
    Optional<Gap> gap = depth.map(from -> Gap.START_DEPTH);
    return new Step(counted ? report : report.withHeld(new Found(0, 0, 0, 0, asked.size())), asked,
        Reconcile.held(at, cursor, gap, patience));
  }

  private static Optional<LocalDate> depth(FlowRun run, Instant began) {
    Optional<Period> depth = run.ehr().startDepth(run.spec().type()).filter(one -> !run.spec().first().isEmpty());
    return depth.map(one -> LocalDate.ofInstant(began, ZoneOffset.UTC).minus(one));
  }
}
