package io.mediflow.webhookintake;

import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.store.Secrets;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Packages;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** Verifies the sender, then queues what the notification means, then answers. */
@ApplicationScoped
public class WebhookIntakeAct {

  /** @param body for the sender; empty where there is nothing to say */
  record Answer(int status, String body, String type) {

    Answer(int status, String reason) {
      this(status, reason, "text/plain; charset=utf-8");
    }
  }

  /** By {@link Refusal}; the path of what is not proved is anybody's, so the connection is no part of it. */
  static final String REFUSED = "notificationsRefused";

  /** Notifications that say that their subscription does not work. */
  static final String BROKEN = "subscriptionsBroken";

  private static final Logger LOG = Logger.getLogger(WebhookIntakeAct.class);
  private static final Answer DONE = new Answer(204, "");

  private final ConnectionStore connections;
  private final Secrets secrets;
  private final ChangeQueue queue;
  private final FlowStore flows;
  private final EventNumbers numbers;
  private final NotificationGaps gaps;
  private final OwnSubscriptions own;
  private final Outbox outbox;
  private final Packages packages;
  private final Watch watch;
  private final WebhookIntakeConfig config;
  private final Clock clock;
  private final PayloadReader reader;

  public WebhookIntakeAct(
      ConnectionStore connections, Secrets secrets, ChangeQueue queue, FlowStore flows, EventNumbers numbers,
      NotificationGaps gaps, OwnSubscriptions own, Outbox outbox, Packages packages, Watch watch, WebhookIntakeConfig config, Clock clock) {
    this.connections = connections;
    this.secrets = secrets;
    this.queue = queue;
    this.flows = flows;
    this.numbers = numbers;
    this.gaps = gaps;
    this.own = own;
    this.outbox = outbox;
    this.packages = packages;
    this.watch = watch;
    this.config = config;
    this.clock = clock;
    this.reader = new PayloadReader(config.mostDepth(), config.mostEvents());
  }

  Answer take(Notification notification) {
    Optional<HookPath> path = HookPath.of(notification.path());
    if (path.isEmpty()) {
      return refused(Refusal.PATH, "there is nothing here; notifications go to /hooks/{connection}/{interface}");
    }
    if (!List.of("POST", "PUT").contains(notification.method())) {
      return refused(Refusal.METHOD, "send POST or PUT");
    }
    if (notification.body().length > config.mostBytes()) {
      return refused(Refusal.TOO_LARGE, "the body is larger than " + config.mostBytes() + " bytes");
    }
    try {
      return known(path.get()).map(hook -> prove(hook, notification)).orElseGet(() -> unproved(Refusal.NOT_PROVED));
    } catch (RuntimeException notTaken) {
      LOG.errorf("a notification was not taken, its sender is asked to repeat it: %s", notTaken.getClass().getName());
      return refused(Refusal.NOT_TAKEN, "not taken; send it again");
    }
  }

  private Optional<Hook> known(HookPath path) {
    return connections.find(path.connection()).flatMap(connection ->
        connection.interfaceNamed(path.interfaceName()).filter(own -> !own.hookSecret().isEmpty()).flatMap(own ->
            packages.of(connection).flatMap(ehr ->
                Optional.ofNullable(ehr.interfaces().get(own.name())).flatMap(InterfaceSpec::hook)
                    .map(spec -> new Hook(path, connection, own, ehr, spec)))));
  }

  private Answer prove(Hook hook, Notification notification) {
    HookSpec sender = hook.path().agent().isPresent() ? Outbox.SENDER : hook.spec();
    return switch (Sender.proof(sender, notification, inForce(hook.own().hookSecret()), clock.instant())) {
      case MISSING -> unproved(Refusal.NOT_PROVED);
      case OUTSIDE_WINDOW -> unproved(Refusal.OUTSIDE_WINDOW);
      case GIVEN -> hook.connection().paused() && hook.path().agent().filter(HookPath.Agent.ALIVE::equals).isEmpty()
          ? refused(Refusal.PAUSED, "the connection is paused; send it again later")
          : hook.path().agent().map(agent -> agent(hook, agent, notification)).orElseGet(() -> take(hook, notification));
    };
  }

  private Answer agent(Hook hook, HookPath.Agent agent, Notification request) {
    if (!hook.isFeed()) {
      return refused(Refusal.PATH, "an agent is of an interface of HL7 v2 only");
    }
    if (!WebhookIntake.isJson(request.header("content-type").orElse(""))) {
      return refused(Refusal.CONTENT_TYPE, "send application/json");
    }
    Instant now = clock.instant();
    Optional<Answer> answer = switch (agent) {
      case OUTBOUND -> AgentReport.of(request.body(), now)
          .map(report -> outbox.next(hook, report).map(one -> new Answer(200, one, "application/json")).orElse(DONE));
      case ALIVE -> LifeReader.of(hook, request.body(), now).map(one -> {
        outbox.alive(one);
        return DONE;
      });
    };
    return answer.orElseGet(() -> refused(Refusal.NO_REPORT, "the body is no agent's report: see that agent and MediFlow are of one version"));
  }

  private Answer take(Hook hook, Notification notification) {
    Optional<Refuse> unread = WebhookIntake.unread(hook, notification);
    if (unread.isPresent()) {
      return refused(unread.get().refusal(), unread.get().reason());
    }
    return switch (hook.isFeed() ? Feeds.decide(hook, notification, clock.instant()) : decide(hook, notification)) {
      case Refuse(var refusal, var reason) -> refused(refusal, reason);
      case WebhookIntakeDecision.Ignore() -> DONE;
      case Take take -> {
        carryOut(hook, take);
        yield DONE;
      }
    };
  }

  private WebhookIntakeDecision decide(Hook hook, Notification notification) {
    Payload payload = reader.read(notification.body());
    OptionalLong last = WebhookIntake.counted(hook, payload)
        .map(one -> numbers.last(hook.connection().id(), hook.own().name(), one)).orElse(OptionalLong.empty());
    return WebhookIntake.decide(hook, notification, payload, last, clock.instant());
  }

  /** The count of events moves last: what fails before it is told again, or shows as a gap. */
  private void carryOut(Hook hook, Take take) {
    Instant now = clock.instant();
    if (!take.changes().isEmpty()) {
      queue.send(List.copyOf(take.changes()));
    }
    boolean asked = take.progress().filter(one -> own.asks(hook, one, now)).isPresent(); // the count moves with the answer
    if (!asked && (take.relist().isEmpty() || gaps.relist(hook.connection().id(), take.relist(), now))) {
      take.progress().ifPresent(one -> reached(hook, one));
    }
    take.heard().forEach(flow -> {
      flows.notified(flow, now);
      own.heard(hook, flow, now);
    });
    if (take.broken()) {
      watch.counted(BROKEN, "told");
      LOG.warnf("the EHR says that a subscription of %s/%s does not work: look at it there, and switch it on again",
          hook.connection().id(), hook.own().name());
    }
  }

  private void reached(Hook hook, Progress progress) {
    if (progress.restart()) {
      numbers.restarted(hook.connection().id(), hook.own().name(), progress.subscription(), progress.reached());
    } else {
      numbers.reached(hook.connection().id(), hook.own().name(), progress.subscription(), progress.reached());
    }
  }

  /** One answer for every reason, so that nobody can ask what there is. */
  private Answer unproved(Refusal refusal) {
    return refused(refusal, "the sender is not known here; check path and secret");
  }

  private Answer refused(Refusal refusal, String reason) {
    watch.counted(REFUSED, refusal.label());
    return new Answer(refusal.status(), reason);
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
