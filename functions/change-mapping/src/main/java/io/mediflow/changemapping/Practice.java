package io.mediflow.changemapping;

import io.mediflow.mapping.ReadContext;
import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.RecordSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A connection's interface with all that is needed to fetch from it and to map what it sends. */
record Practice(Connection connection, String interfaceName, EhrPackage ehr, Overlay overlay, Access access) {

  /**
   * @throws IllegalStateException when the change's connection, interface or package is not there: the message comes
   * again
   */
  static Practice of(Change change, ConnectionStore connections, Packages packages) {
    Connection connection = connections.find(change.connection())
        .orElseThrow(() -> new IllegalStateException("there is no such connection"));
    EhrPackage ehr = packages.of(connection)
        .orElseThrow(() -> new IllegalStateException("this build has no package " + connection.packageName()));
    Access access = connection.interfaceNamed(change.interfaceName())
        .flatMap(own -> Optional.ofNullable(ehr.interfaces().get(own.name())).map(spec -> spec.access(connection, own)))
        .orElseThrow(() -> new IllegalStateException("the connection has no such interface"));
    Overlay overlay = connections.overlay(connection.id()).map(OverlayParser::parse).orElse(Overlay.NONE);
    return new Practice(connection, change.interfaceName(), ehr, overlay, access);
  }

  /** The same practice's other interface; empty when the connection does not use it. */
  Optional<Practice> through(String other) {
    return connection.interfaceNamed(other)
        .map(own -> new Practice(connection, other, ehr, overlay, ehr.interfaces().get(other).access(connection, own)));
  }

  /** Whether the interface sends HL7 v2 messages, of which each may hold several records, and cannot be asked. */
  boolean isFeed() {
    return ehr.interfaces().get(interfaceName).format() == Format.HL7V2;
  }

  /**
   * The types for which nothing may be made of such a record of this interface, since another one has them too and
   * nothing joins the two.
   */
  Set<RecordType> apart(RecordSpec spec) {
    return ehr.apart(spec, used()) ? ehr.unjoined(spec, used()) : Set.of();
  }

  /** Whether records may have other names here: several interfaces speak of them, or a feed tells of mergers. */
  boolean shared() {
    return ehr.interfaces().values().stream().anyMatch(one -> one.format() == Format.HL7V2 && used().contains(one.name()))
        || used().size() > 1 && !ehr.facts().joins().isEmpty();
  }

  /** The record ids by which other interfaces may speak of what this one tells. */
  Set<String> names(RecordIds ids, StoredRecord told) {
    return ehr.joins(told.type(), interfaceName, used())
        ? ehr.facts().joins().get(told.type()).names(ids, told.connection(), told.type(), interfaceName, told.source().id(), told.fields())
        : Set.of();
  }

  /** Whether a record of this type waits until another interface has told of it. */
  boolean waits(RecordType type) {
    return ehr.joins(type, interfaceName, used()) && ehr.facts().joins().get(type).waits().contains(interfaceName);
  }

  /** Whether what this interface tells may have to wait for another one. */
  boolean waits() {
    return ehr.facts().joins().keySet().stream().anyMatch(this::waits);
  }

  /** Who decides on which field, where several interfaces speak of a record. */
  Contributions.Owners owners(RecordType type) {
    Map<String, String> owners = new HashMap<>();
    ehr.facts().ownership().getOrDefault(type, Map.of()).forEach((from, fields) -> fields.forEach(field -> owners.put(field, from)));
    return new Contributions.Owners(
        ehr.records().stream().filter(one -> one.type() == type).map(RecordSpec::interfaceName).toList(), owners);
  }

  /** Whether such a record is taken from another interface of the connection alone. */
  boolean leftOut(RecordType type) {
    return ehr.record(type, interfaceName).filter(spec -> ehr.leftOut(spec, used())).isPresent();
  }

  private Set<String> used() {
    return connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
  }

  /** The types in or around such a record that another interface of the connection has too, under ids of its own. */
  Set<RecordType> unjoined(RecordType type) {
    return ehr.record(type, interfaceName).map(spec -> ehr.unjoined(spec, used())).orElse(Set.of());
  }

  Optional<RecordSpec> spec(Change change) {
    return Optional.ofNullable(change.resourceType()).flatMap(type -> ehr.recordFrom(interfaceName, type));
  }

  /**
   * A reference leads to the record of the interface that the package takes that type from, or that has a name of its
   * own for it.
   */
  String recordId(RecordIds ids, RecordType type, String sourceId) {
    return ids.recordId(connection.id(), ehr.namedBy(type, interfaceName), type, sourceId);
  }

  /** @param patients takes the source id of each patient that is referred to */
  ReadContext context(RecordIds ids, Consumer<String> patients) {
    return new ReadContext(connection.zone(), (type, sourceId) -> {
      if (type == RecordType.PATIENT) {
        patients.accept(sourceId);
      }
      return recordId(ids, type, sourceId);
    });
  }

  /** Whether what this interface holds has to be listed anew, patient by patient for the most part. */
  boolean needsRoster() {
    return ehr.records().stream()
        .anyMatch(one -> one.interfaceName().equals(interfaceName) && one.strategies().contains(ChangeStrategy.WINDOWED_RELIST));
  }
}
