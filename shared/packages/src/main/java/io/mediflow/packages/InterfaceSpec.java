package io.mediflow.packages;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Limits;
import io.mediflow.model.ehr.RestSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way into the EHR, as the package offers it.
 *
 * @param format  what it speaks
 * @param auth    how we prove ourselves
 * @param scopes  SMART scopes that its reads and writes need
 * @param timeout for one call, connecting included
 * @param hook    its notifications; empty when it sends none
 * @param budgets how many calls it takes, all of one bucket; empty where the product's maker states no number
 * @param throttle how it says that there were too many calls, besides 429
 * @param bulk    how it exports in bulk; empty where it does not, or nobody knows
 * @param bases   addresses by environment ({@code sandbox}, {@code production}), for people: a connection states its own
 * @param settings what each connection must state, by name, with what it is; {@code {name}} in a search stands for it
 * @param rest    how it is called where it speaks a vendor's own JSON; empty where it does not, or nobody calls it
 */
public record InterfaceSpec(
    String name, Format format, AuthMechanism auth, List<String> scopes, Duration timeout, Optional<HookSpec> hook,
    List<BudgetSpec> budgets, Optional<ThrottleSpec> throttle, Optional<Bulk> bulk, Map<String, String> bases,
    Map<String, String> settings, Optional<RestSpec> rest) {

  public InterfaceSpec {
    scopes = List.copyOf(scopes);
    budgets = List.copyOf(budgets);
  }

  /** Of FHIR, at whatever address the connection states. */
  public InterfaceSpec(String name, AuthMechanism auth, List<String> scopes, Duration timeout, Optional<HookSpec> hook) {
    this(name, Format.FHIR_R4, auth, scopes, timeout, hook, List.of(), Optional.empty(), Optional.empty(), Map.of(), Map.of(),
        Optional.empty());
  }

  /**
   * A limit by calls, those for tokens included.
   *
   * @param calls     in each window
   * @param window    begins with the clock: of a minute at each full minute
   * @param bucket    interfaces that name the same one have the limit together
   * @param confirmed whether the maker's own documentation says so
   */
  public record BudgetSpec(int calls, Duration window, String bucket, boolean confirmed) {

    public double callsPerMinute() {
      return calls * 60_000.0 / window.toMillis();
    }
  }

  /**
   * Statuses by which the EHR may mean that there were too many calls. A 401 means it only if no fresh token cures it.
   *
   * @param confirmed whether the maker's own documentation says so
   */
  public record ThrottleSpec(Set<Integer> statuses, boolean confirmed) {

    public ThrottleSpec {
      statuses = Set.copyOf(statuses);
    }
  }

  /** The limit that is reached first by calls that are spread evenly. */
  public Optional<BudgetSpec> budget() {
    return budgets.stream().min(Comparator.comparingDouble(BudgetSpec::callsPerMinute));
  }

  /** Whether a single record of this FHIR type, or document, can be read by its id. */
  public boolean reads(String resource) {
    return switch (format) {
      case FHIR_R4 -> true;
      case HL7V2 -> false;
      case JSON -> rest.map(one -> one.documents().get(resource)).flatMap(RestSpec.Documents::read).isPresent();
    };
  }

  /** Whether it exports the patients of a Group, whom a roster may be made of. */
  public boolean exportsGroups() {
    return bulk.filter(one -> one.level() == Level.GROUP).isPresent();
  }

  /** Whose limit it is under; its own where the package names no other. */
  public String bucket() {
    return budgets.isEmpty() ? name : budgets.getFirst().bucket();
  }

  /** What the EHR adapter needs to call this interface of a connection, in the lane of quiet looks. */
  public Access access(Connection connection, EhrInterface own) {
    return access(connection, own, subscribe(own));
  }

  /** The same for looking after subscriptions: those that are to go are asked for with the scopes that made them. */
  public Access subscribing(Connection connection, EhrInterface own) {
    return access(connection, own, hook.flatMap(HookSpec::subscribe));
  }

  private Access access(Connection connection, EhrInterface own, Optional<SubscribeSpec> made) {
    List<String> all = Stream.concat(scopes.stream(), made.map(SubscribeSpec::scopes).orElse(List.of()).stream()).toList();
    return new Access(
        connection.id(), name, own.base(), auth, own.clientId(), own.signingKey(),
        own.scopes().isEmpty() ? all : own.scopes(), timeout, limits(), Lane.SOON,
        rest.map(one -> one.filled(text -> Setting.fill(text, own.settings()))));
  }

  /** How subscriptions are made for a connection; empty where it has none of ours. */
  public Optional<SubscribeSpec> subscribe(EhrInterface own) {
    return hook.flatMap(HookSpec::subscribe).filter(made -> !own.hookSecret().isEmpty() && own.settings().containsKey(SubscribeSpec.ADDRESS));
  }

  private Limits limits() {
    return new Limits(bucket(), budgets.stream().map(one -> new Limits.Window(one.calls(), one.window())).toList(),
        throttle.map(ThrottleSpec::statuses).orElse(Set.of()));
  }
}
