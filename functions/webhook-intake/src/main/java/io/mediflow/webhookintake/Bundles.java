package io.mediflow.webhookintake;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.webhookintake.Payload.Entry;
import io.mediflow.webhookintake.Payload.Event;
import io.mediflow.webhookintake.Payload.Notice;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what a subscription's notification means. */
final class Bundles {

  private final Hook hook;
  private final Instant arrived;
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Set<FlowId> heard = new HashSet<>();
  private final Set<FlowId> relist = new HashSet<>();

  private Bundles(Hook hook, Instant arrived) {
    this.hook = hook;
    this.arrived = arrived;
  }

  /** @param progress of the subscription's numbers, where they are counted from its start */
  static Take take(Hook hook, Notice notice, Optional<Progress> progress, Instant arrived) {
    Bundles bundle = new Bundles(hook, arrived);
    if (!notice.tellsEvents()) {
      bundle.heard.addAll(hook.fed(notice.topic()));
    } else if (!bundle.events(notice)) {
      bundle.relist.addAll(hook.fed(notice.topic()));
    }
    if (progress.filter(Progress::gap).isPresent()) {
      bundle.relist.addAll(hook.fed(notice.topic()));
    }
    return new Take(bundle.changes.values(), bundle.heard, bundle.relist, progress, notice.broken());
  }

  /** @return false when it does not say of each event what it is about */
  private boolean events(Notice notice) {
    notice.resources().forEach(this::inline);
    boolean told = !notice.events().isEmpty() || !changes.isEmpty();
    boolean inline = !changes.isEmpty();
    for (Event event : notice.events()) {
      Hook.Place place = event.focus().map(hook::place).orElseGet(Hook.Place.Unknown::new);
      switch (place) {
        case Hook.Place.Here(var flow, var resource, var id) -> {
          heard.add(flow);
          put(flow.interfaceName(), Optional.of(resource), Optional.of(id), new byte[0]);
        }
        case Hook.Place.Listed(var flow) -> relist.add(flow);
        case Hook.Place.NotFollowed() -> {}
        case Hook.Place.Unknown() -> told &= inline && event.focus().isEmpty();
      }
    }
    return told;
  }

  /** An entry of a type that nobody follows stands beside the events, and is none. */
  private void inline(Entry entry) {
    Payload.Resource resource = entry.resource();
    resource.type().flatMap(hook::record).ifPresent(type -> {
      heard.add(hook.flow(type));
      put(hook.own().name(), resource.type(), resource.id(), WebhookIntake.inline(resource, entry.json()));
    });
  }

  /** What comes along tells more than the hint that names it, and stands before it. */
  private void put(String interfaceName, Optional<String> type, Optional<String> id, byte[] body) {
    Change change = WebhookIntake.change(hook.connection().id(), interfaceName, type, id, body, arrived);
    changes.putIfAbsent(id.map(one -> interfaceName + "/" + type.orElseThrow() + "/" + one).orElse(change.id()), change);
  }
}
