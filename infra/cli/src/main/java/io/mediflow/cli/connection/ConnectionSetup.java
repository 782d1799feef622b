package io.mediflow.cli.connection;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.plan.Planner;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.SyncPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores a plan: keys and secrets first, the connection last, so that one is there whole or not at all. */
public final class ConnectionSetup {

  private final Stores stores;

  public ConnectionSetup(Stores stores) {
    this.stores = stores;
  }

  public static String hookSecret(String connection, String interfaceName) {
    return "hook-" + connection + "-" + interfaceName;
  }

  /** How it would be kept in step, were it stored. */
  public static SyncPlan synced(ConnectionPlan plan, Sizes sizes) {
    Connection connection = connection(plan, 0);
    return Planner.plan(plan.ehr().set(connection), connection, sizes);
  }

  /** Makes what keys and secrets are missing; refuses an application of another practice, and a key that has ended. */
  public void prepare(ConnectionPlan plan) {
    checkApplications(plan);
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
      throw new Failure("There is a connection " + plan.id() + " already (mediflow connection show " + plan.id() + "). "
          + whatIsThere(plan, there.get()));
    }
    prepare(plan);
    put(plan, connection(plan, 0));
  }

  /** Stores it, or brings the one that is there up to the plan. */
  public void putOrUpdate(ConnectionPlan plan) {
    Optional<Connection> stored = stores.connections().find(plan.id());
    put(plan, connection(plan, stored.map(Connection::version).orElse(0L)));
  }

  /** An add that was killed may have come only so far: the same plan again gives the connection the flows that it lacks. */
  private String whatIsThere(ConnectionPlan plan, Connection there) {
    long flows = sameWaysIn(connection(plan, there.version()), there) ? follow(plan, there) : 0;
    return flows == 0 ? "Choose another id. Nothing was stored."
        : "It is of the same package and interfaces, and an add that was cut short had left out " + flows
            + " of its flows: these were stored now, and nothing else.";
  }

  private static boolean sameWaysIn(Connection one, Connection other) {
    return one.packageName().equals(other.packageName()) && one.packageMajor() == other.packageMajor()
        && Set.copyOf(one.interfaces()).equals(Set.copyOf(other.interfaces()));
  }

  /** Before anything is stored; the store itself holds it against whoever is faster. */
  private void checkApplications(ConnectionPlan plan) {
    for (Application one : plan.applications()) {
      stores.applications().find(one.id()).filter(stored -> !stored.connection().equals(plan.id())).ifPresent(stored -> {
        throw new Failure("The application id " + one.id() + " belongs to the connection " + stored.connection()
            + " already: an application sees one practice only. Choose another id for it. Nothing was stored.");
      });
    }
  }

  private void put(ConnectionPlan plan, Connection connection) {
    for (Application one : plan.applications()) { // without its connection an application sees nothing
      if (!stores.applications().put(one)) {
        throw new Failure("Somebody else gave the application id " + one.id() + " to another connection at the same moment."
            + " Choose another id for it and try again. The connection " + plan.id() + " was not stored.");
      }
    }
    plan.overlay().ifPresent(yaml -> stores.connections().putOverlay(plan.id(), yaml));
    if (!stores.connections().put(connection)) {
      throw new Failure("Somebody else stored the connection " + plan.id() + " at the same moment. Look at it with: "
          + "mediflow connection show " + plan.id());
    }
    follow(plan, connection);
  }

  /** How many flows were stored; one that is there already stays as it stands. Nightly comparisons are beside them. */
  private long follow(ConnectionPlan plan, Connection connection) {
    Instant now = Instant.now();
    NightlyPlan.flows(connection, plan.ehr(), now).forEach(stores.flows()::put);
    return FlowPlan.flows(connection, plan.ehr(), now).stream()
        .map(stores.flows()::put).filter(Optional::isPresent).count();
  }

  private static Connection connection(ConnectionPlan plan, long version) {
    List<EhrInterface> interfaces = plan.ways().stream()
        .map(way -> new EhrInterface(way.name(), way.base(), way.clientId(), way.signingKey(), way.scopes(),
            way.webhook() ? hookSecret(plan.id(), way.name()) : "", way.settings(), way.intervals()))
        .toList();
    return new Connection(plan.id(), plan.name(), plan.ehr().name(), plan.ehr().major(), plan.zone(), interfaces, false, version);
  }
}
