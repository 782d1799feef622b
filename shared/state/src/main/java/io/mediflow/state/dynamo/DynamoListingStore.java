package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.store.Bodies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Listings in the roster table, one item for each subject; a large one's entries go by reference. */
public final class DynamoListingStore implements ListingStore {

  /** A flow that does not go on for so long begins the subject anew. */
  private static final Duration UNDER_WAY = Duration.ofDays(3);
  private static final String ENTRIES = "entries";

  private final Table table;
  private final Content content;
  private final Clock clock;

  public DynamoListingStore(DynamoDbClient client, String table, Bodies bodies, Clock clock) {
    this.table = new Table(client, table);
    this.content = new Content(bodies);
    this.clock = clock;
  }

  @Override
  public Optional<Listing> last(FlowId flow, String subject) {
    return table.get(Keys.listing(flow, subject)).map(item -> read(flow, item));
  }

  @Override
  public boolean put(FlowId flow, String subject, Listing next) {
    Item item = item(flow, Keys.listing(flow, subject), next).with("version", next.version() + 1);
    return table.put(item, Guard.version(next.version()), Guard.values(next.version()));
  }

  @Override
  public Optional<Listing> underWay(FlowId flow, String subject) {
    return table.get(Keys.listingUnderWay(flow, subject)).map(item -> read(flow, item));
  }

  @Override
  public void putUnderWay(FlowId flow, String subject, Listing seen) {
    table.put(item(flow, Keys.listingUnderWay(flow, subject), seen)
        .with("version", seen.version())
        .with("expiresAt", clock.instant().plus(UNDER_WAY).getEpochSecond()));
  }

  private Item item(FlowId flow, Keys.Key key, Listing listing) {
    return content.put(Item.at(key), ENTRIES, flow.connection(), write(listing));
  }

  private static String write(Listing listing) {
    ObjectNode entries = Json.object();
    listing.entries().forEach((key, entry) -> {
      ArrayNode values = entries.putArray(key).add(entry.hash());
      entry.at().ifPresent(at -> values.add(at.toString()));
    });
    return Json.write(entries);
  }

  private Listing read(FlowId flow, Item item) {
    SortedMap<String, Listing.Entry> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : Json.read(content.get(item, ENTRIES, flow.connection())).properties()) {
      entries.put(one.getKey(), new Listing.Entry(one.getValue().path(0).asText(),
          Optional.ofNullable(one.getValue().path(1).textValue()).map(Instant::parse)));
    }
    return new Listing(entries, item.number("version"));
  }
}
