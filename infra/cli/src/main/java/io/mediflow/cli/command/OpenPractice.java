package io.mediflow.cli.command;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import java.util.Set;
import java.util.stream.Collectors;

/** A practice of the running system with all that maps for it: its package, and its overlay with rows and local build. */
record OpenPractice(Stores stores, Connection connection, EhrPackage ehr, Overlay overlay) implements AutoCloseable {

  /** @param id of a connection that must be there */
  static OpenPractice of(DataOption data, String id) {
    Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())));
    try {
      Connection own = stores.connection(id);
      EhrPackage ehr = Packages.bundled().of(own).orElseThrow(() -> new Failure(
          "This build has no package " + own.packageName() + "@" + own.packageMajor() + ", which " + id
              + " uses. See which there are with: mediflow package list"));
      return new OpenPractice(stores, own, ehr, stores.connections().overlay(id).map(OverlayParser::parse).orElse(Overlay.NONE));
    } catch (RuntimeException wrong) {
      stores.close();
      throw wrong;
    }
  }

  /** The ways into the EHR that are switched on, by name. */
  Set<String> interfaces() {
    return connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    stores.close();
  }
}
