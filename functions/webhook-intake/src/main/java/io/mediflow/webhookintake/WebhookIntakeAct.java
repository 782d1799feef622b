package io.mediflow.webhookintake;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.store.Secrets;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Verifies the sender, then queues what the notification means, then answers. */
@ApplicationScoped
public class WebhookIntakeAct {

  /** @param reason for the sender; empty where there is nothing to say */
  record Answer(int status, String reason) {}

  private record Proved(Connection connection, EhrPackage ehr) {}

  private static final Logger LOG = Logger.getLogger(WebhookIntakeAct.class);
  private static final Answer DONE = new Answer(204, "");

  private final ConnectionStore connections;
  private final Secrets secrets;
  private final ChangeQueue queue;
  private final FlowStore flows;
  private final Packages packages;
  private final WebhookIntakeConfig config;
  private final Clock clock;

  public WebhookIntakeAct(
      ConnectionStore connections, Secrets secrets, ChangeQueue queue, FlowStore flows, Packages packages,
      WebhookIntakeConfig config, Clock clock) {
    this.connections = connections;
    this.secrets = secrets;
    this.queue = queue;
    this.flows = flows;
    this.packages = packages;
    this.config = config;
    this.clock = clock;
  }

  Answer take(Notification notification) {
    Optional<HookPath> path = HookPath.of(notification.path());
    if (path.isEmpty()) {
      return new Answer(404, "there is nothing here; notifications go to /hooks/{connection}/{interface}");
    }
    if (!List.of("POST", "PUT").contains(notification.method())) {
      return new Answer(405, "send POST or PUT");
    }
    if (notification.body().length > config.mostBytes()) {
      return new Answer(413, "the body is larger than " + config.mostBytes() + " bytes");
    }
    try {
      return prove(path.get(), notification)
          .map(proved -> take(path.get(), notification, proved))
          .orElseGet(() -> new Answer(401, "the sender is not known here; check path and secret"));
    } catch (RuntimeException notTaken) {
      LOG.errorf("a notification was not taken, its sender is asked to repeat it: %s", notTaken.getClass().getName());
      return new Answer(503, "not taken; send it again");
    }
  }

  private Answer take(HookPath path, Notification notification, Proved proved) {
    if (proved.connection().paused()) {
      return new Answer(503, "the connection is paused; send it again later");
    }
    return switch (WebhookIntake.decide(path, notification, proved.ehr(), config.mostDepth(), clock.instant())) {
      case WebhookIntakeDecision.Refuse(var status, var reason) -> new Answer(status, reason);
      case WebhookIntakeDecision.Ignore() -> DONE;
      case WebhookIntakeDecision.Take(var change, var type) -> {
        queue.send(List.of(change));
        type.ifPresent(one -> flows.notified(
            new FlowId(path.connection(), path.interfaceName(), one, FlowId.Scope.WHOLE), clock.instant()));
        yield DONE;
      }
    };
  }

  /** Empty for every reason alike. */
  private Optional<Proved> prove(HookPath path, Notification notification) {
    return connections.find(path.connection()).flatMap(connection ->
        connection.interfaceNamed(path.interfaceName()).filter(own -> !own.hookSecret().isEmpty()).flatMap(own ->
            packages.find(connection.packageName(), connection.packageMajor()).flatMap(ehr ->
                Optional.ofNullable(ehr.interfaces().get(own.name()))
                    .flatMap(spec -> spec.hook())
                    .filter(hook -> Sender.proved(hook, notification, inForce(own.hookSecret())))
                    .map(hook -> new Proved(connection, ehr)))));
  }

  private List<byte[]> inForce(String name) {
    try {
      return secrets.read(name);
    } catch (IllegalStateException missing) {
      LOG.errorf(
          "notifications are refused since there is no secret %s: make it, or take it from the connection", name);
      return List.of();
    }
  }
}
