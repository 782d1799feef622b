package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Page;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Connections and overlays in the connections table; the index {@code by-kind} lists them. */
public final class DynamoConnectionStore implements ConnectionStore {

  private final Table table;

  public DynamoConnectionStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public Optional<Connection> find(String id) {
    return table.get(Keys.connection(id)).map(DynamoConnectionStore::read);
  }

  @Override
  public boolean put(Connection next) {
    return table.put(write(next), Guard.version(next.version()), Guard.values(next.version()));
  }

  @Override
  public Page<Connection> page(String cursor, int limit) {
    Slice all = Slice.of("by-kind", "kind", Keys.CONNECTIONS, "id");
    return Slice.page(table, List.of(all), cursor, limit, DynamoConnectionStore::read);
  }

  @Override
  public Optional<String> overlay(String connection) {
    return table.get(Keys.overlay(connection)).map(item -> item.text("yaml"));
  }

  @Override
  public void putOverlay(String connection, String yaml) {
    table.put(Item.at(Keys.overlay(connection)).with("yaml", yaml));
  }

  private static Item write(Connection one) {
    ArrayNode interfaces = Json.array();
    for (EhrInterface way : one.interfaces()) {
      ObjectNode node = interfaces.addObject()
          .put("name", way.name())
          .put("base", way.base().toString())
          .put("clientId", way.clientId())
          .put("signingKey", way.signingKey())
          .put("hookSecret", way.hookSecret());
      way.scopes().forEach(node.putArray("scopes")::add);
      way.settings().forEach(node.putObject("settings")::put);
      ObjectNode intervals = node.putObject("intervals");
      way.intervals().forEach((type, interval) -> intervals.put(type.label(), interval.toString()));
    }
    return Item.at(Keys.connection(one.id()))
        .with("kind", Keys.CONNECTIONS)
        .with("id", one.id())
        .with("name", one.name())
        .with("packageName", one.packageName())
        .with("packageMajor", one.packageMajor())
        .with("zone", one.zone().getId())
        .with("interfaces", Json.write(interfaces))
        .with("paused", one.paused())
        .with("version", one.version() + 1);
  }

  private static Connection read(Item item) {
    List<EhrInterface> interfaces = new ArrayList<>();
    for (JsonNode way : Json.read(item.text("interfaces"))) {
      List<String> scopes = new ArrayList<>();
      way.path("scopes").forEach(scope -> scopes.add(scope.asText()));
      Map<String, String> settings = new HashMap<>();
      way.path("settings").properties().forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
      Map<RecordType, Duration> intervals = new EnumMap<>(RecordType.class);
      way.path("intervals").properties().forEach(one ->
          intervals.put(RecordType.of(one.getKey()), Duration.parse(one.getValue().asText())));
      interfaces.add(new EhrInterface(way.path("name").asText(), URI.create(way.path("base").asText()),
          way.path("clientId").asText(), way.path("signingKey").asText(), scopes, way.path("hookSecret").asText(),
          settings, intervals));
    }
    return new Connection(item.text("id"), item.text("name"), item.text("packageName"), item.integer("packageMajor"),
        ZoneId.of(item.text("zone")), interfaces, item.flag("paused"), item.number("version"));
  }
}
