package io.mediflow.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.rest.Documents.Kind;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which versions of a kind were read from its feed, and when; kept over a restart. There is one feed of a kind, whoever
 * reads it, and a resource stands in it once, as it is now.
 */
final class Feeds {

  private final Store store;
  private final Clock clock;

  Feeds(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** From now on what changes is in the feed; what was there before is not. */
  void subscribe(Kind kind) {
    store.alone(() -> {
      if (store.setting(name(kind)).isEmpty()) {
        ObjectNode feed = Json.MAPPER.createObjectNode().put("since", clock.instant().toString());
        feed.putObject("read");
        store.setting(name(kind), feed);
      }
      return true;
    });
  }

  /** @param take whether what is given counts as read */
  List<Stored> waiting(Kind kind, int limit, boolean take) {
    return store.alone(() -> {
      if (store.setting(name(kind)).isEmpty()) {
        return List.of();
      }
      ObjectNode feed = store.setting(name(kind)).get().deepCopy();
      Instant since = Instant.parse(feed.path("since").asText());
      List<Stored> waiting = all(kind).stream().filter(one -> one.lastUpdated().isAfter(since))
          .filter(one -> feed.path("read").path(one.reference()).path("version").asInt() < one.version())
          .sorted(Comparator.comparing(Stored::lastUpdated)).limit(limit).toList();
      if (take && !waiting.isEmpty()) {
        waiting.forEach(one -> ((ObjectNode) feed.get("read")).putObject(one.reference())
            .put("version", one.version()).put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
        store.setting(name(kind), feed);
      }
      return waiting;
    });
  }

  List<Stored> read(Kind kind, Instant from, Instant to) {
    JsonNode read = store.setting(name(kind)).map(one -> one.path("read")).orElseGet(Json.MAPPER::createObjectNode);
    return all(kind).stream().filter(one -> read.has(one.reference())).filter(one -> {
      Instant at = Instant.parse(read.path(one.reference()).path("at").asText());
      return !at.isBefore(from) && !at.isAfter(to);
    }).toList();
  }

  List<Stored> all(Kind kind) {
    List<Stored> all = new ArrayList<>(store.all(kind.type()));
    if (kind == Kind.APPOINTMENTS) {
      store.all("Slot").stream().filter(one -> one.json().path("status").asText().equals("free")).forEach(all::add);
    }
    return all;
  }

  private static String name(Kind kind) {
    return "feed-" + kind.list();
  }
}
