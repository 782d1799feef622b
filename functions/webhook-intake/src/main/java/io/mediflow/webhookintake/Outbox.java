package io.mediflow.webhookintake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.packages.HookSpec;
import io.mediflow.watch.Watch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands an agent the next message for its practice's system, once it has said what became of the one before; keeps its signs of life. */
@ApplicationScoped
public class Outbox {

  /** By {@code accepted}, {@code refused}, {@code unanswered}, {@code unsendable}. */
  static final String METRIC = "outboundSettled";

  /** Always signed with a time, whatever the package says of notifications: what is answered here holds patients' data. */
  static final HookSpec SENDER = new HookSpec(HookSpec.Mechanism.STANDARD_WEBHOOKS, "");

  private final OutboundMessages messages;
  private final StatusStore status;
  private final Watch watch;

  public Outbox(OutboundMessages messages, StatusStore status, Watch watch) {
    this.messages = messages;
    this.status = status;
    this.watch = watch;
  }

  /**
   * An outcome that is told again changes nothing, and nothing moves until one is told: a lost answer is cured by asking again.
   *
   * @return the next message as JSON; empty when there is none
   */
  Optional<String> next(Hook hook, AgentReport report) {
    String connection = hook.connection().id();
    report.outcome().ifPresent(one -> {
      if (messages.settle(connection, hook.own().name(), one.sequence(), one.outcome())) {
        watch.counted(METRIC, one.outcome().result().label());
      }
    });
    return messages.next(connection, hook.own().name()).map(Outbox::json);
  }

  void alive(SignOfLife sign) {
    status.put(sign);
  }

  private static String json(OutboundMessage one) {
    return JsonNodeFactory.instance.objectNode()
        .put("sequence", one.sequence()).put("controlId", one.controlId()).put("message", one.text()).toString();
  }
}
