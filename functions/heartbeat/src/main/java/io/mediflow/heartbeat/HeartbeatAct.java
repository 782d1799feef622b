package io.mediflow.heartbeat;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.store.Page;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Format;
import io.mediflow.packages.Packages;
import io.mediflow.watch.Words;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Goes round the connections, and takes the heartbeat of one. */
@ApplicationScoped
public class HeartbeatAct {

  private static final Logger LOG = Logger.getLogger(HeartbeatAct.class);

  private static final String TOO_LATE = EhrFailure.Kind.TOO_LATE.name();

  private final ConnectionStore connections;
  private final HeartbeatQueue queue;
  private final StatusStore status;
  private final Ehr ehr;
  private final Signer signer;
  private final Packages packages;
  private final HeartbeatConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public HeartbeatAct(
      ConnectionStore connections, HeartbeatQueue queue, StatusStore status, Ehr ehr, Signer signer, Packages packages,
      HeartbeatConfig config, TimeScale scale, Clock clock) {
    this.connections = connections;
    this.queue = queue;
    this.status = status;
    this.ehr = ehr;
    this.signer = signer;
    this.packages = packages;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** @param cursor where the page before ended, or null for the first */
  public void round(String cursor, int page) {
    Page<Connection> found = connections.page(cursor, config.pageSize());
    queue.units(found.items().stream().filter(one -> !one.paused()).map(Connection::id).toList());
    if (found.cursor().isPresent() && page + 1 >= config.mostPages()) {
      LOG.errorf("a round of heartbeats ends after %d pages with connections left: raise mediflow.heartbeat.page-size", page + 1);
      return;
    }
    found.cursor().ifPresent(next -> queue.next(next, page + 1));
  }

  /** Takes the heartbeat of each interface; a connection that is gone or paused has none. */
  public void beat(String connectionId) {
    Instant deadline = clock.instant().plus(config.runTime());
    connections.find(connectionId).filter(one -> !one.paused())
        .ifPresent(one -> one.interfaces().stream().filter(own -> !isFeed(one, own)).forEach(own -> beat(one, own, deadline)));
  }

  private void beat(Connection connection, EhrInterface own, Instant deadline) {
    var before = status.heartbeat(connection.id(), own.name());
    if (!Heartbeat.due(before, clock.instant(), scale.scaled(config.gap()))) {
      return;
    }
    Findings found = access(connection, own).map(one -> look(one, deadline)).orElseGet(() -> Findings.failed("package", "NOT_FOUND"));
    switch (Heartbeat.decide(connection.id(), own.name(), before, found, clock.instant())) {
      case HeartbeatDecision.Well(var next) -> status.put(next);
      case HeartbeatDecision.Missed(var next) -> {
        status.put(next);
        LOG.warnf("heartbeat of %s/%s missed %d times: %s", next.connection(), next.interfaceName(), next.misses(),
            next.failure().orElse(""));
      }
    }
  }

  /** A feed is sent to us: there is nothing to reach. */
  private boolean isFeed(Connection connection, EhrInterface own) {
    return packages.of(connection)
        .flatMap(one -> Optional.ofNullable(one.interfaces().get(own.name())))
        .filter(one -> one.format() == Format.HL7V2).isPresent();
  }

  private Optional<Access> access(Connection connection, EhrInterface own) {
    return packages.of(connection)
        .flatMap(one -> Optional.ofNullable(one.interfaces().get(own.name())))
        .map(spec -> spec.access(connection, own).in(Lane.PROBE));
  }

  /** Reach, sign in, ask; the first step that fails ends it, since the later ones need it. */
  private Findings look(Access access, Instant deadline) {
    Findings found = Findings.NONE;
    if (over(deadline)) {
      return found.failing("reach", TOO_LATE);
    }
    switch (ehr.certificateEnds(access)) {
      case EhrResult.Failed<Optional<Instant>>(var failure) -> {
        return found.failing("reach", failure.kind().name());
      }
      case EhrResult.Done<Optional<Instant>>(var ends) -> found = found.certificate(ends);
    }
    if (found.certificateEnds().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      return found.failing("reach", Words.CERTIFICATE_ENDED); // no call would get through
    }
    if (access.auth() == AuthMechanism.PRIVATE_KEY_JWT) {
      try {
        found = found.key(signer.key(access.signingKey()).ends());
      } catch (IllegalStateException noSuchKey) {
        return found.failing("key", "NOT_FOUND");
      }
    }
    if (over(deadline)) {
      return found.failing("token", TOO_LATE);
    }
    return switch (ehr.authenticate(access)) {
      case EhrResult.Failed<Instant>(var failure) -> found.failing("token", failure.kind().name());
      case EhrResult.Done<Instant> signedIn -> over(deadline) ? found.failing("metadata", TOO_LATE) : ask(access, found);
    };
  }

  private boolean over(Instant deadline) {
    return !clock.instant().isBefore(deadline);
  }

  private Findings ask(Access access, Findings found) {
    return switch (ehr.capabilities(access)) {
      case EhrResult.Failed<EhrResource>(var failure) -> found.failing("metadata", failure.kind().name());
      case EhrResult.Done<EhrResource> answered when access.rest().isPresent() -> found; // it says nothing of what it can
      case EhrResult.Done<EhrResource>(var statement) -> CapabilityHash.of(statement.body())
          .map(found::capabilities)
          .orElseGet(() -> found.failing("metadata", "MALFORMED"));
    };
  }
}
