package io.mediflow.changemapping;

import io.mediflow.mapping.ReadContext;
import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.RecordSpec;
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

  /** Whether the interface sends HL7 v2 messages, of which each may hold several records, and cannot be asked. */
  boolean isFeed() {
    return ehr.interfaces().get(interfaceName).format() == Format.HL7V2;
  }

  /** The types in or around such a record that another interface of the connection has too, under ids of its own. */
  Set<RecordType> unjoined(RecordType type) {
    Set<String> used = connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
    return ehr.record(type, interfaceName).map(spec -> ehr.unjoined(spec, used)).orElse(Set.of());
  }

  Optional<RecordSpec> spec(Change change) {
    return Optional.ofNullable(change.resourceType()).flatMap(type -> ehr.recordFrom(interfaceName, type));
  }

  /** A reference leads to the record of the interface that the package takes that type from. */
  String recordId(RecordIds ids, RecordType type, String sourceId) {
    String owner = ehr.record(type).map(RecordSpec::interfaceName).orElse(interfaceName);
    return ids.recordId(connection.id(), owner, type, sourceId);
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
