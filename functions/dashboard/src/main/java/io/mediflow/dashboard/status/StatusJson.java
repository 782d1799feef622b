package io.mediflow.dashboard.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import io.mediflow.watch.CallTotals;
import io.mediflow.watch.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The status as JSON. Times are ISO 8601, durations in seconds unless the name says otherwise. */
public final class StatusJson {

  private StatusJson() {}

  public static ObjectNode of(Status status) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("connection", status.connection().id()).put("name", status.connection().name());
    tree.put("asOf", status.now().toString());
    tree.put("verdict", label(status.verdict())).put("sentence", status.verdict().sentence());
    ArrayNode flows = tree.putArray("flows");
    status.flows().forEach(one -> flow(flows.addObject(), one, status.now()));
    ArrayNode beats = tree.putArray("heartbeats");
    status.heartbeats().forEach(one -> heartbeat(beats.addObject(), one));
    ArrayNode agents = tree.putArray("agents");
    status.signs().forEach(one -> agent(agents.addObject(), one));
    breaches(tree.putArray("breaches"), status.open());
    breaches(tree.putArray("transitions"), status.recent());
    calls(tree.putObject("calls"), status);
    writes(tree.putObject("writes"), status);
    ObjectNode quarantine = tree.putObject("quarantine").put("count", status.quarantine().count());
    put(quarantine, "oldest", status.quarantine().oldest());
    ArrayNode nightly = tree.putArray("nightly");
    status.nightly().forEach(one -> nightly(nightly.addObject(), one));
    return tree;
  }

  private static void flow(ObjectNode tree, Status.FlowStatus one, Instant now) {
    tree.put("flow", one.flow().id().label()).put("type", one.flow().id().type().label());
    tree.put("asOf", one.freshness().asOf().toString()).put("ageSeconds", one.freshness().age(now).toSeconds());
    tree.put("complete", one.freshness().complete()).put("heldBy", label(one.freshness().heldBy()));
    tree.put("passedOver", one.flow().checkpoint().walk().skipped());
    one.flow().checkpoint().export().ifPresent(export -> export(tree.putObject("export"), export));
    one.flow().failure().ifPresent(failure -> tree.put("failure", failure));
    put(tree, "lastCompleteWindow", one.flow().lastCompleteWindow());
    put(tree, "lastNotification", one.flow().lastNotification());
  }

  private static void export(ObjectNode tree, Export export) {
    tree.put("begun", export.begun().toString()).put("read", export.lines());
    export.percent().ifPresent(percent -> tree.put("percent", percent));
    export.total().ifPresent(total -> tree.put("total", total));
  }

  private static void heartbeat(ObjectNode tree, Heartbeat one) {
    tree.put("interface", one.interfaceName()).put("at", one.at().toString()).put("misses", one.misses());
    one.failure().ifPresent(failure -> tree.put("failure", failure).put("sentence", Words.heartbeat(failure)));
    put(tree, "lastWell", one.lastWell());
    put(tree, "certificateEnds", one.certificateEnds());
    put(tree, "keyEnds", one.keyEnds());
  }

  private static void agent(ObjectNode tree, SignOfLife one) {
    tree.put("interface", one.interfaceName()).put("lastHeard", one.at().toString()).put("queued", one.queued())
        .put("oldestSeconds", one.oldest().toSeconds()).put("refused", one.refused());
    put(tree, "certificateEnds", one.certificateEnds());
  }

  private static void nightly(ObjectNode tree, Status.Nightly one) {
    tree.put("type", one.line().type().label()).put("interface", one.line().interfaceName());
    one.last().ifPresent(last -> {
      tree.put("began", last.began().toString());
      put(tree, "ended", last.ended());
      tree.put("compared", last.found().compared()).put("equal", last.found().equal()).put("missing", last.found().missing());
      tree.put("stale", last.found().stale()).put("byContent", last.found().byContent()).put("notListed", last.found().unlisted())
          .put("merged", last.found().merged());
      tree.putObject("repaired").put("added", last.repaired().added()).put("updated", last.repaired().updated())
          .put("ended", last.repaired().ended()).put("refused", last.repaired().refused());
    });
    one.gap().ifPresent(gap -> tree.putObject("notCompared").put("reason", label(gap)).put("sentence", gap.sentence()));
  }

  private static void breaches(ArrayNode list, List<Breach> breaches) {
    for (Breach one : breaches) {
      ObjectNode tree = list.addObject().put("kind", one.kind()).put("subject", one.subject()).put("sentence", one.sentence());
      tree.put("since", one.since().toString());
      put(tree, "until", one.until());
    }
  }

  private static void calls(ObjectNode tree, Status status) {
    tree.put("windowSeconds", status.window().toSeconds());
    totals(tree, status.calls());
    ArrayNode operations = tree.putArray("operations");
    CallTotals.byOperation(status.rollups())
        .forEach((operation, sum) -> totals(operations.addObject().put("operation", operation), sum));
  }

  private static void totals(ObjectNode tree, CallTotals sum) {
    tree.put("calls", sum.calls()).put("failures", sum.failures()).put("refusals", sum.refusals());
    tree.put("errorRate", sum.errorRate()).put("meanMillis", sum.meanLatency().toMillis());
  }

  private static void writes(ObjectNode tree, Status status) {
    tree.put("received", status.counts().received()).put("balances", status.counts().balances());
    ObjectNode states = tree.putObject("states");
    for (WriteState state : WriteState.values()) {
      states.put(label(state), status.counts().byState().get(state));
    }
    tree.put("equation", Equation.of(status.counts()).sentence());
    list(tree.putArray("waiting"), status.waiting());
    list(tree.putArray("failed"), status.failed());
  }

  /** Neither what was asked for nor what the EHR holds: both are a patient's. */
  private static void list(ArrayNode list, List<Write> writes) {
    for (Write one : writes) {
      ObjectNode tree = list.addObject().put("id", one.id()).put("operation", one.request().operation());
      tree.put("state", label(one.state())).put("receivedAt", one.receivedAt().toString()).put("attempts", one.attempts());
      tree.put("application", one.request().actor().application());
      put(tree, "nextAttemptAt", one.nextAttemptAt());
      one.outcome().ifPresent(outcome -> tree.put("category", outcome.category()).put("sentence", outcome.sentence())
          .put("owner", outcome.owner()).put("nextStep", outcome.nextStep()));
    }
  }

  private static void put(ObjectNode tree, String name, Optional<Instant> at) {
    at.ifPresent(value -> tree.put(name, value.toString()));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
