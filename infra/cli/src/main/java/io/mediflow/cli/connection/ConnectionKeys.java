package io.mediflow.cli.connection;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer.SigningKey;
import io.mediflow.model.store.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which connections sign with which keys, and how one takes the next. */
public final class ConnectionKeys {

  /** How long an EHR may keep our key set before it reads it again. */
  private static final Duration PUBLISHED = Duration.ofDays(1);

  private final Stores stores;

  public ConnectionKeys(Stores stores) {
    this.stores = stores;
  }

  /** For each key that is used, by whom: {@code lakeside/fhir, oak/fhir}. */
  public static Map<String, String> users(ConnectionStore connections) {
    Map<String, String> users = new TreeMap<>();
    String cursor = null;
    do {
      Page<Connection> page = connections.page(cursor, 100);
      page.items().forEach(one -> one.interfaces().stream().filter(way -> !way.clientId().isEmpty()).forEach(way ->
          users.merge(way.signingKey(), one.id() + "/" + way.name(), (a, b) -> a + ", " + b)));
      cursor = page.cursor().orElse(null);
    } while (cursor != null);
    return users;
  }

  /**
   * Stores the connection with another key.
   *
   * @param way the interface; empty for all that sign
   * @param now also a key that the EHR may not have read yet
   */
  public Connection use(Connection connection, Optional<String> way, String name, boolean now) {
    refuseUnusable(name, now);
    List<EhrInterface> interfaces = connection.interfaces().stream()
        .map(one -> !one.clientId().isEmpty() && way.filter(only -> !only.equals(one.name())).isEmpty() ? one.signedWith(name) : one)
        .toList();
    if (interfaces.equals(connection.interfaces())) {
      throw new Failure(connection.id() + " uses " + name + " already, or has no such interface that signs. Nothing was changed.");
    }
    Connection next = connection.with(interfaces);
    if (!stores.connections().put(next)) {
      throw new Failure("Somebody else changed " + connection.id() + " at the same moment. Try again.");
    }
    return next;
  }

  private void refuseUnusable(String name, boolean now) {
    SigningKey key = stores.signingKeys().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> new Failure(
        "There is no key " + name + ". Make it first, a day before it is used: mediflow key make " + name));
    if (key.ends().filter(end -> end.isBefore(Instant.now())).isPresent()) {
      throw new Failure("The key " + name + " ended on " + key.ends().get() + ". Make another one.");
    }
    Optional<Instant> readBy = stores.keyMade(name).map(made -> made.plus(PUBLISHED)).filter(at -> at.isAfter(Instant.now()));
    if (!now && readBy.isPresent()) {
      throw new Failure("The key " + name + " was published less than a day ago, and the EHR may keep our key set that long."
          + " Use it after " + readBy.get() + ", or with --now if the EHR has it.");
    }
  }
}
