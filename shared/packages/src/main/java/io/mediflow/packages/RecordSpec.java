package io.mediflow.packages;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one record type is read from one interface and mapped.
 *
 * @param strategies how changes are learned of; of several that list the first that runs is taken
 * @param search     search parameters that every listing carries, encoded; may be empty
 * @param pageSize   resources to ask for per page; 0 where nothing is listed
 * @param overlap    how far a window reaches back before the watermark
 * @param interval   between two windows, but for those of the rest of a roster; of what nobody lists: for how long silence is normal
 * @param first      search parameters of the first window, encoded, {@code {from}} being where the start depth begins; empty where the
 *                   first window lists everything
 * @param relist     how windowed-relist lists it; empty where that cannot be said, and then it does not run
 * @param bulk       how its interface exports in bulk; without it bulk-since does not run
 * @param feed       how the feed is read that its interface has of it; without it changed-feed does not run
 */
public record RecordSpec(
    RecordType type,
    String interfaceName,
    MappingTable table,
    Set<ChangeStrategy> strategies,
    String search,
    int pageSize,
    Duration overlap,
    Duration interval,
    String first,
    Optional<Relist> relist,
    Optional<Bulk> bulk,
    Optional<RestSpec.Feed> feed) {

  /** Between two windows of the rest of a roster. */
  private static final Duration NIGHT = Duration.ofHours(24);

  /** Between two exports of the Group whose patients are followed: some EHRs refuse a second one within a day. */
  private static final Duration DAY_AND_MORE = Duration.ofHours(25);

  /** Between two looks after a subscription. */
  private static final Duration LOOK = Duration.ofMinutes(5);

  /** For how long silence is normal of what is sent to us, where nobody says: practice hours are not known, and a long weekend is quiet. */
  static final Duration SILENCE = Duration.ofDays(4);

  /** Of what has no feed. */
  public RecordSpec(
      RecordType type, String interfaceName, MappingTable table, Set<ChangeStrategy> strategies, String search, int pageSize,
      Duration overlap, Duration interval, String first, Optional<Relist> relist, Optional<Bulk> bulk) {
    this(type, interfaceName, table, strategies, search, pageSize, overlap, interval, first, relist, bulk, Optional.empty());
  }

  /** Of what is never exported. */
  public RecordSpec(
      RecordType type, String interfaceName, MappingTable table, Set<ChangeStrategy> strategies, String search, int pageSize,
      Duration overlap, Duration interval, String first, Optional<Relist> relist) {
    this(type, interfaceName, table, strategies, search, pageSize, overlap, interval, first, relist, Optional.empty());
  }

  /** Of what is never listed anew. */
  public RecordSpec(
      RecordType type, String interfaceName, MappingTable table, Set<ChangeStrategy> strategies, String search, int pageSize,
      Duration overlap, Duration interval) {
    this(type, interfaceName, table, strategies, search, pageSize, overlap, interval, "", Optional.empty());
  }

  /** As a connection has it: its settings in the searches, its own interval. */
  RecordSpec set(EhrInterface own) {
    return new RecordSpec(type, interfaceName, table, strategies, Setting.fill(search, own.settings()), pageSize, overlap,
        own.intervals().getOrDefault(type, interval),
        Setting.fill(first, own.settings()), relist.map(one -> one.set(own.settings())), bulk, feed);
  }

  /** Mechanisms by which an EHR tells what changed (design §3). */
  public enum ChangeStrategy {
    SUBSCRIPTION(false, true),
    REST_HOOK(false, true),
    VENDOR_EVENT(false, true),
    HL7V2_FEED(false, true),
    CHANGED_FEED(true, true),
    LAST_UPDATED(true, true),
    WINDOWED_RELIST(true, true),
    BULK_SINCE(true, true);

    /** Notifications whose sender an interface's hook authenticates. */
    public static final Set<ChangeStrategy> BY_HOOK = Set.of(SUBSCRIPTION, REST_HOOK, VENDOR_EVENT, HL7V2_FEED);

    private final boolean listed;
    private final boolean runs;

    ChangeStrategy(boolean listed, boolean runs) {
      this.listed = listed;
      this.runs = runs;
    }

    /** Whether we ask for the changes, and are not told. */
    public boolean listed() {
      return listed;
    }

    /** As packages write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those that a room carries out; who teaches a room the next one says so with its name above. */
    public static Set<ChangeStrategy> running() {
      return Arrays.stream(values()).filter(one -> one.runs).collect(Collectors.toUnmodifiableSet());
    }
  }

  /** Whether the EHR sends the changes and nobody lists them. */
  public boolean pushed() {
    return strategies.stream().noneMatch(ChangeStrategy::listed);
  }

  /** Whether its interface may notify us of its changes. */
  public boolean notified() {
    return strategies.stream().anyMatch(ChangeStrategy.BY_HOOK::contains);
  }

  /** Whether a room may list its changes, window by window. */
  public boolean polled() {
    return strategies.stream().anyMatch(one -> one.listed() && runs(one, ChangeStrategy.running()));
  }

  /** The strategy by which a room lists its changes for this connection's interface, window by window; empty when none does. */
  public Optional<ChangeStrategy> listing(EhrInterface own) {
    return strategies.stream().filter(ChangeStrategy::listed)
        .filter(one -> runs(one, ChangeStrategy.running()) && may(one, own)).findFirst();
  }

  /** Whether the connection says all that this strategy needs. */
  public boolean may(ChangeStrategy strategy, EhrInterface own) {
    return strategy != ChangeStrategy.BULK_SINCE || bulk.filter(one -> one.may(own)).isPresent();
  }

  /** Whether it is learned of so, where rooms run these strategies. */
  public boolean runs(ChangeStrategy strategy, Set<ChangeStrategy> running) {
    return strategies.contains(strategy) && running.contains(strategy)
        && (strategy != ChangeStrategy.WINDOWED_RELIST || relist.isPresent())
        && (strategy != ChangeStrategy.BULK_SINCE || bulk.isPresent())
        && (strategy != ChangeStrategy.CHANGED_FEED || feed.isPresent());
  }

  /** The parts into which its listing by this strategy falls, each a flow. */
  public List<Scope> scopes(ChangeStrategy listing) {
    return listing == ChangeStrategy.WINDOWED_RELIST ? relist.map(Relist::scopes).orElse(List.of()) : List.of(Scope.WHOLE);
  }

  /** Between two windows of a flow of this scope: the rest waits for the night. Of what is only pushed: for how long silence is normal. */
  public Duration interval(Scope scope) {
    return switch (scope) {
      case WHOLE, HOT -> interval;
      case REST, RECONCILE -> NIGHT;
      case GROUP -> DAY_AND_MORE;
      case TOLD -> LOOK;
      case PUSHED -> pushed() && interval.isPositive() ? interval : SILENCE;
    };
  }
}
