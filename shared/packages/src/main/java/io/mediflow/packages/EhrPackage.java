package io.mediflow.packages;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An EHR product as data: how to get in, what it can read and write, and how its resources become records.
 *
 * @param name       for example {@code smart-r4}
 * @param version    semver
 * @param title      for people
 * @param interfaces the ways in that it offers, by name
 * @param records    how each record type is read and mapped; of several interfaces the first is the one that is asked for a single record
 * @param operations what can be written, by name; what is not here cannot be written
 * @param maps       code maps that the tables name
 * @param errors     the error catalogue, first match wins
 * @param facts      what is known of the product
 */
public record EhrPackage(
    String name,
    String version,
    String title,
    Map<String, InterfaceSpec> interfaces,
    List<RecordSpec> records,
    Map<String, OperationSpec> operations,
    Map<String, ConceptMap> maps,
    List<ErrorSpec> errors,
    Facts facts) {

  public int major() {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  /** What each record carries, for example {@code smart-r4@1.0.0}. */
  public String stamp() {
    return name + "@" + version;
  }

  /** How this record type is read where it matters which interface does not. */
  public Optional<RecordSpec> record(RecordType type) {
    return records.stream().filter(one -> one.type() == type).findFirst();
  }

  public Optional<RecordSpec> record(RecordType type, String interfaceName) {
    return records.stream().filter(one -> one.type() == type && one.interfaceName().equals(interfaceName)).findFirst();
  }

  /** The interface by which a record is named that this one tells of: itself where it has names of its own, else whose type it is. */
  public String namedBy(RecordType type, String interfaceName) {
    JoinSpec join = facts.joins().get(type);
    return join != null && join.by().containsKey(interfaceName) ? interfaceName
        : record(type).map(RecordSpec::interfaceName).orElse(interfaceName);
  }

  /**
   * The record types that a table makes or refers to, that another of these interfaces has too, and that nothing joins: two interfaces
   * have ids of their own for one patient, so that from a feed neither a record nor a reference to one may be made.
   *
   * @param used the names of the interfaces that a practice uses
   */
  public Set<RecordType> unjoined(RecordSpec spec, Set<String> used) {
    Set<RecordType> spokenOf = spec.table().referred();
    spokenOf.add(spec.type());
    spokenOf.removeIf(type -> others(type, spec.interfaceName(), used).isEmpty() || joins(type, spec.interfaceName(), used));
    return spokenOf;
  }

  /** How far back a record type is first loaded; empty where all of it is. */
  public Optional<Period> startDepth(RecordType type) {
    return Optional.ofNullable(facts.startDepth().get(type)).map(Period::parse);
  }

  /** Whether what this interface and all others of these say of a record of this type comes together. */
  public boolean joins(RecordType type, String interfaceName, Set<String> used) {
    JoinSpec join = facts.joins().get(type);
    Set<String> others = others(type, interfaceName, used);
    return join != null && join.by().containsKey(interfaceName) && !others.isEmpty() && join.by().keySet().containsAll(others);
  }

  /** Whether the package takes such a record from another of these interfaces alone. */
  public boolean leftOut(RecordSpec spec, Set<String> used) {
    JoinSpec join = facts.joins().get(spec.type());
    return join != null && !join.by().containsKey(spec.interfaceName()) && join.by().keySet().stream().anyMatch(used::contains);
  }

  /**
   * Whether nothing may be made of what this interface says of it beside these others: they have it too, under ids of their own, and
   * nothing joins the two. FHIR is what others are joined to.
   */
  public boolean apart(RecordSpec spec, Set<String> used) {
    return spec.table().format() != Format.FHIR_R4 && !unjoined(spec, used).isEmpty();
  }

  /** The strategy by which a room lists the changes of it for this connection, window by window; empty when none does. */
  public Optional<ChangeStrategy> listing(RecordSpec spec, Connection connection) {
    Set<String> used = connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
    return connection.interfaceNamed(spec.interfaceName()).filter(own -> !leftOut(spec, used) && !apart(spec, used)).flatMap(spec::listing);
  }

  /** The same for a flow of this scope; empty when the connection has no such flow. */
  public Optional<ChangeStrategy> listing(RecordSpec spec, Connection connection, Scope scope) {
    return scope == Scope.GROUP
        ? Optional.of(ChangeStrategy.BULK_SINCE).filter(one -> followsGroup(spec, connection))
        : listing(spec, connection).filter(one -> spec.scopes(one).contains(scope));
  }

  /** Whether patients who are listed one by one are those of a Group that the connection names. */
  public boolean followsGroup(RecordSpec spec, Connection connection) {
    return spec.type() == RecordType.PATIENT && facts.roster().contains(Facts.BULK_GROUP)
        && listing(spec, connection).filter(one -> one == ChangeStrategy.WINDOWED_RELIST).isPresent()
        && spec.relist().filter(one -> one.by() == Relist.By.PATIENT).isPresent()
        && spec.bulk().filter(one -> one.level() == Level.GROUP).isPresent()
        && connection.interfaceNamed(spec.interfaceName()).filter(own -> spec.may(ChangeStrategy.BULK_SINCE, own)).isPresent();
  }

  /** Whether its changes are sent to us for this connection, and nobody lists them or looks after what sends them. */
  public boolean onlyPushed(RecordSpec spec, Connection connection) {
    Set<String> used = connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
    return spec.notified() && !leftOut(spec, used) && !apart(spec, used) && listing(spec, connection).isEmpty()
        && connection.interfaceNamed(spec.interfaceName()).filter(own -> !own.hookSecret().isEmpty()).isPresent();
  }

  private Set<String> others(RecordType type, String interfaceName, Set<String> used) {
    return records.stream().filter(one -> one.type() == type && !one.interfaceName().equals(interfaceName) && !leftOut(one, used))
        .map(RecordSpec::interfaceName).filter(used::contains).collect(Collectors.toSet());
  }

  /** With a connection's own settings and intervals. */
  public EhrPackage set(Connection connection) {
    return new EhrPackage(name, version, title, interfaces,
        records.stream().map(one -> connection.interfaceNamed(one.interfaceName()).map(one::set).orElse(one)).toList(),
        operations, maps, errors, facts);
  }

  /** What remains of it for a practice that uses only these of its interfaces. */
  public EhrPackage through(Set<String> used) {
    Map<String, InterfaceSpec> ways = new LinkedHashMap<>(interfaces);
    ways.keySet().retainAll(used);
    Map<String, OperationSpec> writes = new LinkedHashMap<>(operations);
    writes.values().removeIf(one -> !used.contains(one.interfaceName()));
    return new EhrPackage(name, version, title, ways,
        records.stream().filter(one -> used.contains(one.interfaceName())).toList(), writes, maps, errors, facts);
  }

  /** The record that a resource of this type becomes. */
  public Optional<RecordSpec> recordFrom(String interfaceName, String resourceType) {
    return records.stream()
        .filter(one -> one.interfaceName().equals(interfaceName) && one.table().sources().contains(resourceType))
        .findFirst();
  }
}
