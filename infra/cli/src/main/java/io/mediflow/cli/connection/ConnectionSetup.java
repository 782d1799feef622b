package io.mediflow.cli.connection;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer;
import io.mediflow.packages.FlowPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores a plan: keys and secrets first, the connection last, so that one is there whole or not at all. */
public final class ConnectionSetup {

  private final Stores stores;

  public ConnectionSetup(Stores stores) {
    this.stores = stores;
  }

  public static String hookSecret(String connection, String interfaceName) {
    return "hook-" + connection + "-" + interfaceName;
  }

  /** Makes what keys and secrets are missing; refuses a key that has ended. */
  public void prepare(ConnectionPlan plan) {
    for (ConnectionPlan.Way way : plan.ways()) {
      Signer.SigningKey key = stores.signingKey(way.signingKey());
      if (key.ends().isPresent() && key.ends().get().isBefore(Instant.now())) {
        throw new Failure("The signing key " + way.signingKey() + " ended on " + key.ends().get()
            + ". Name another key (interfaces." + way.name() + ".signing-key), which is then made, and register it at the EHR."
            + " Nothing was stored.");
      }
      if (way.webhook()) {
        stores.makeSecret(hookSecret(plan.id(), way.name()));
      }
    }
  }

  /** Stores a new connection; refuses one that is there already. */
  public void add(ConnectionPlan plan) {
    Optional<Connection> there = stores.connections().find(plan.id());
    if (there.isPresent()) {
      follow(plan, there.get()); // an add that was killed may have come only so far
      throw new Failure("There is a connection " + plan.id() + " already (mediflow connection show " + plan.id()
          + "). Choose another id. Nothing was stored.");
    }
    prepare(plan);
    put(plan, connection(plan, 0));
  }

  /** Stores it, or brings the one that is there up to the plan. */
  public void putOrUpdate(ConnectionPlan plan) {
    Optional<Connection> stored = stores.connections().find(plan.id());
    put(plan, connection(plan, stored.map(Connection::version).orElse(0L)));
  }

  private void put(ConnectionPlan plan, Connection connection) {
    plan.applications().forEach(stores.applications()::put); // without its connection an application sees nothing
    plan.overlay().ifPresent(yaml -> stores.connections().putOverlay(plan.id(), yaml));
    if (!stores.connections().put(connection)) {
      throw new Failure("Somebody else stored the connection " + plan.id() + " at the same moment. Look at it with: "
          + "mediflow connection show " + plan.id());
    }
    follow(plan, connection);
  }

  /** A flow that is there already stays as it stands. */
  private void follow(ConnectionPlan plan, Connection connection) {
    FlowPlan.flows(connection, plan.ehr(), Instant.now()).forEach(stores.flows()::put);
  }

  private static Connection connection(ConnectionPlan plan, long version) {
    List<EhrInterface> interfaces = plan.ways().stream()
        .map(way -> new EhrInterface(way.name(), way.base(), way.clientId(), way.signingKey(), way.scopes(),
            way.webhook() ? hookSecret(plan.id(), way.name()) : ""))
        .toList();
    return new Connection(plan.id(), plan.name(), plan.ehr().name(), plan.ehr().major(), plan.zone(), interfaces, false, version);
  }
}
