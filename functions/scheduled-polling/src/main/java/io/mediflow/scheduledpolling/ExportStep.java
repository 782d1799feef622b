package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.ehr.BulkEhr.File;
import io.mediflow.model.ehr.BulkEhr.Holds;
import io.mediflow.model.ehr.BulkEhr.Job;
import io.mediflow.model.ehr.BulkEhr.Place;
import io.mediflow.model.ehr.BulkEhr.Wanted;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Issue;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.packages.Bulk;
import io.mediflow.scheduledpolling.ExportDecision.Fail;
import io.mediflow.scheduledpolling.ExportDecision.Take;
import io.mediflow.scheduledpolling.ExportDecision.Wait;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides how a window of the strategy bulk-since goes. */
final class ExportStep {

  /**
   * When to come back; what the EHR wishes counts for more, but for {@code latest}.
   *
   * @param look    at a job that runs
   * @param retry   what the EHR was away for
   * @param anew    to ask for another export, when this one has failed
   * @param longest how long a job may run
   * @param trusted an EHR's time that lies after this is not believed
   */
  record Times(Instant now, Instant look, Instant retry, Instant anew, Instant latest, Duration longest, Instant trusted) {}

  private static final int ATTEMPTS = 3;
  private static final int NOT_IMPLEMENTED = 501;

  private ExportStep() {}

  /** Of a Group that is followed always everybody: who joined it need not have changed. */
  static Wanted wanted(Scope scope, FlowRun run, Checkpoint at) {
    Bulk bulk = run.spec().bulk().orElseThrow();
    String group = bulk.group(run.connection().interfaceNamed(run.spec().interfaceName()).orElseThrow());
    return new Wanted(bulk.level(), group, run.spec().table().sources(),
        at.watermark().filter(mark -> bulk.since() && scope != Scope.GROUP).map(mark -> mark.minus(run.overlap())), bulk.oneJob());
  }

  /** Whether another flow of this interface has the one job that its EHR makes for us. One that is given up has not. */
  static boolean mustWait(FlowId own, List<Flow> all, Instant now, Duration longest) {
    return all.stream().filter(one -> !one.id().equals(own) && one.id().interfaceName().equals(own.interfaceName()))
        .flatMap(one -> one.checkpoint().export().stream()).anyMatch(one -> now.isBefore(one.begun().plus(longest)));
  }

  /** @param asked when the export was asked for, our clock */
  static ExportDecision started(Checkpoint at, Instant asked, EhrResult<URI> answer, Times times) {
    return switch (answer) {
      case EhrResult.Done<URI>(var job) -> new Wait(with(at, Export.begun(job.toString(), asked)), times.look());
      // Another job of ours, which no flow of this connection knows: it ends some time.
      case EhrResult.Failed<URI>(var failure) when failure.kind() == Kind.CONFLICT ->
          new Wait(at, wished(failure.retryAfter(), times.anew(), times));
      case EhrResult.Failed<URI>(var failure) -> new Fail(at, failure.kind().name(),
          wished(failure.retryAfter(), failure.kind().ehrAway() ? times.retry() : times.anew(), times));
    };
  }

  static ExportDecision looked(Checkpoint at, EhrResult<Job> answer, Times times) {
    Export export = at.export().orElseThrow();
    return switch (answer) {
      case EhrResult.Done<Job>(Job.Running(var percent, var again)) ->
          times.now().isBefore(export.begun().plus(times.longest()))
              ? new Wait(with(at, progressed(export, percent)), wished(again, times.look(), times))
              : new Fail(anew(at), "TOO_LATE", times.anew());
      // A file that nobody gets through in all that time would be begun again and again.
      case EhrResult.Done<Job>(Job.Ready ready) when !times.now().isBefore(export.begun().plus(times.longest())) ->
          new Fail(anew(at), "TOO_LATE", times.anew());
      case EhrResult.Done<Job>(Job.Ready(var transaction, var files)) ->
          new Take(ready(at, export, believed(transaction, export, times), files), files);
      case EhrResult.Failed<Job>(var failure) -> lookFailed(at, failure, times);
    };
  }

  /** A status that fails may be the EHR's trouble or the job's end; a 500 without another word is the latter (Bulk Data 2.0). */
  private static ExportDecision lookFailed(Checkpoint at, EhrFailure failure, Times times) {
    boolean passes = switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED, BROKEN, TOO_LATE -> true;
      case SERVER_ERROR -> failure.status() > NOT_IMPLEMENTED || failure.status() == 408 || failure.retryAfter().isPresent()
          || failure.issues().stream().map(Issue::type).anyMatch("transient"::equals);
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED -> false;
    };
    return passes
        ? new Fail(at, failure.kind().name(), wished(failure.retryAfter(), times.retry(), times))
        : new Fail(anew(at), failure.kind().name(), times.anew());
  }

  /** A file that is refused may have been moved: the next look at the job says where to. At last another export has to do. */
  static ExportDecision fileFailed(Checkpoint at, EhrFailure failure, Times times) {
    Export export = at.export().orElseThrow();
    Instant due = wished(failure.retryAfter(), times.retry(), times);
    if (failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.THROTTLED || failure.kind() == Kind.UNAUTHENTICATED) {
      return new Fail(at, failure.kind().name(), due);
    }
    return export.failed() + 1 < ATTEMPTS
        ? new Fail(with(at, place(export, export.file(), export.bytes(), export.ranged(), export.lines(), export.failed() + 1)),
            failure.kind().name(), due)
        : new Fail(anew(at), failure.kind().name(), times.anew());
  }

  /**
   * Whether a file ended before all of its lines had come, where the EHR counts them: some cut a file off and say nothing. After some
   * attempts the file is believed, and not the count.
   */
  static boolean isCutOff(Checkpoint at, List<File> files) {
    Export export = at.export().orElseThrow();
    List<File> taken = files.subList(0, export.file() + 1);
    return export.failed() + 1 < ATTEMPTS && taken.stream().allMatch(one -> one.holds() == Holds.RESOURCES && one.count().isPresent())
        && export.lines() < taken.stream().mapToLong(one -> one.count().get()).sum();
  }

  static Place place(Checkpoint at) {
    Export export = at.export().orElseThrow();
    return new Place(export.bytes(), export.ranged());
  }

  /**
   * After lines that the queue has taken.
   *
   * @param refused how many of them say what the EHR could not export
   */
  static Checkpoint taken(Checkpoint at, Place end, int lines, int queued, int refused) {
    Export export = at.export().orElseThrow();
    return counted(with(at, place(export, export.file(), end.bytes(), end.ranged(), export.lines() + lines, 0)), queued, refused);
  }

  /** With one run more: the bound of its chain of messages. */
  static Checkpoint handedOn(Checkpoint at) {
    return new Checkpoint(
        at.watermark(), at.started(), at.next(), at.highest(), at.pages() + 1, at.queued(), at.walk(), at.export());
  }

  static Checkpoint nextFile(Checkpoint at) {
    Export export = at.export().orElseThrow();
    return with(at, place(export, export.file() + 1, 0, false, export.lines(), 0));
  }

  /** All files are taken; how many lines the EHR could not export stays to be seen. */
  static Checkpoint whole(Checkpoint at) {
    return new Checkpoint(at.highest().or(at::watermark), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0,
        new Walk(Optional.empty(), Optional.empty(), 0, at.walk().skipped()));
  }

  /** Without the job: the next export is asked for from the same watermark. The first attempt's beginning stays. */
  static Checkpoint anew(Checkpoint at) {
    return new Checkpoint(at.watermark(), at.started(), Optional.empty(), Optional.empty(), 0, 0);
  }

  /**
   * The EHR's clock, unless it is far ahead of ours: a watermark from there would hide every change until then. When the export was
   * asked for is early enough, since it cannot have been made before.
   */
  private static Instant believed(Optional<Instant> transaction, Export export, Times times) {
    return transaction.filter(at -> !at.isAfter(times.trusted())).orElse(export.begun());
  }

  /** Another time than at an earlier look means that the files are others, too. */
  private static Checkpoint ready(Checkpoint at, Export export, Instant transaction, List<File> files) {
    boolean same = at.highest().equals(Optional.of(transaction)) && export.file() <= files.size();
    boolean counted = files.stream().allMatch(one -> one.count().isPresent());
    Optional<Long> total = counted ? Optional.of(files.stream().mapToLong(one -> one.count().get()).sum()) : Optional.empty();
    Export next = same
        ? new Export(export.job(), export.begun(), Optional.empty(), export.file(), export.bytes(), export.ranged(), export.lines(),
            total, export.failed())
        : new Export(export.job(), export.begun(), Optional.empty(), 0, 0, false, 0, total, 0);
    return new Checkpoint(at.watermark(), at.started(), at.next(), Optional.of(transaction), at.pages(), same ? at.queued() : 0,
        same ? at.walk() : Walk.START, Optional.of(next));
  }

  private static Export progressed(Export export, Optional<Integer> percent) {
    return new Export(export.job(), export.begun(), percent.or(export::percent), export.file(), export.bytes(), export.ranged(),
        export.lines(), export.total(), 0);
  }

  private static Export place(Export export, int file, long bytes, boolean ranged, long lines, int failed) {
    return new Export(export.job(), export.begun(), export.percent(), file, bytes, ranged, lines, export.total(), failed);
  }

  private static Checkpoint with(Checkpoint at, Export export) {
    return new Checkpoint(
        at.watermark(), at.started(), at.next(), at.highest(), at.pages(), at.queued(), at.walk(), Optional.of(export));
  }

  private static Checkpoint counted(Checkpoint at, int queued, int refused) {
    Walk walk = new Walk(Optional.empty(), Optional.empty(), 0, at.walk().skipped() + refused);
    return new Checkpoint(
        at.watermark(), at.started(), at.next(), at.highest(), at.pages(), at.queued() + queued, walk, at.export());
  }

  private static Instant wished(Optional<Instant> wish, Instant usual, Times times) {
    Instant wished = wish.orElse(usual);
    return wished.isBefore(times.latest()) ? wished : times.latest();
  }
}
