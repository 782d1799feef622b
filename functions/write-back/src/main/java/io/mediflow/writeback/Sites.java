package io.mediflow.writeback;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.write.Write;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Puts together where a write goes, from its connection and the connection's package. */
@ApplicationScoped
public class Sites {

  private final ConnectionStore connections;
  private final Packages packages;

  public Sites(ConnectionStore connections, Packages packages) {
    this.connections = connections;
    this.packages = packages;
  }

  /**
   * Empty when connection, package, interface or operation is no longer there: intake let it in when they were.
   *
   * @throws PackageException when the connection's overlay cannot be read
   */
  Optional<Site> of(Write write) {
    Optional<Connection> connection = connections.find(write.connection());
    if (connection.isEmpty()) {
      return Optional.empty();
    }
    Optional<EhrPackage> ehr = packages.of(connection.get());
    String interfaceName = write.request().interfaceName();
    Optional<EhrInterface> own = connection.get().interfaceNamed(interfaceName);
    Optional<InterfaceSpec> spec = ehr.map(one -> one.interfaces().get(interfaceName));
    Optional<OperationSpec> operation = ehr.map(one -> one.operations().get(write.request().operation()));
    Optional<RecordSpec> record = ehr.flatMap(one -> one.record(write.request().type(), interfaceName));
    if (own.isEmpty() || spec.isEmpty() || operation.isEmpty() || record.isEmpty()) {
      return Optional.empty();
    }
    Overlay overlay = connections.overlay(write.connection()).map(OverlayParser::parse).orElse(Overlay.NONE);
    return Optional.of(new Site(connection.get(), ehr.get(), overlay, operation.get(), record.get().table().resource(),
        spec.get().access(connection.get(), own.get()).in(Lane.URGENT)));
  }
}
