package io.mediflow.cli.connection;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Stores;
import io.mediflow.mapping.Mapper;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.Problem;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Stores a connection's overlay once it is whole, fits the package and is newer than the one in force. */
public final class OverlaySetup {

  private final Stores stores;

  public OverlaySetup(Stores stores) {
    this.stores = stores;
  }

  /** The overlay that is now in force. */
  public Overlay put(Connection connection, Path file) {
    String yaml = text(file);
    Overlay next = parsed(file, yaml);
    EhrPackage ehr = Packages.bundled().of(connection)
        .orElseThrow(() -> new Failure(
            "This build has no package " + connection.packageName() + "@" + connection.packageMajor() + "."));
    List<Problem> problems = new Mapper().check(ehr, next);
    if (!problems.isEmpty()) {
      throw new Failure(file + " does not go with " + ehr.stamp() + ": " + problems.getFirst().remedy() + " Nothing was stored.");
    }
    int stored = stores.connections().overlay(connection.id()).map(one -> OverlayParser.parse(one).version()).orElse(0);
    if (next.version() <= stored) {
      throw new Failure("Version " + stored + " of the overlay of " + connection.id() + " is in force, and " + file
          + " says version " + next.version() + ". Raise it. Nothing was stored.");
    }
    stores.connections().putOverlay(connection.id(), yaml);
    return next;
  }

  private static Overlay parsed(Path file, String yaml) {
    try {
      return OverlayParser.parse(yaml);
    } catch (PackageException wrong) {
      throw new Failure(file + " cannot be used: " + wrong.getMessage() + ". Nothing was stored.");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (IOException unreadable) {
      throw new Failure("There is no readable overlay " + file + ".");
    }
  }
}
