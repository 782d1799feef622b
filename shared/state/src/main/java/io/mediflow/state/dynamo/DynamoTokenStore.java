package io.mediflow.state.dynamo;

import io.mediflow.model.ehr.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Access tokens in the access table, with the lease of whoever refreshes them in the same item. */
public final class DynamoTokenStore implements TokenStore {

  private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

  private final Table table;

  public DynamoTokenStore(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public Optional<TokenState> find(String key) {
    return table.get(Keys.token(key)).filter(item -> item.has("ends")).map(item -> new TokenState(
        item.findText("token"), item.time("refreshAt"), item.time("ends"), item.findTime("refused")));
  }

  @Override
  public boolean lease(String key, String holder, Instant now, Instant until) {
    return Lease.take(table, Keys.token(key), holder, now, until);
  }

  @Override
  public void put(String key, String holder, TokenState state) {
    Item values = Item.empty()
        .with("holder", holder)
        .with("refreshAt", state.refreshAt())
        .with("ends", state.ends())
        .with("expiresAt", state.ends().plus(KEPT_AFTER_END).getEpochSecond())
        .withText("token", state.token())
        .withTime("refused", state.refused());
    String update = "SET #refreshAt = :refreshAt, #ends = :ends, #expiresAt = :expiresAt"
        + (state.token().isPresent() ? ", #token = :token" : "")
        + (state.refused().isPresent() ? ", #refused = :refused" : "")
        + " REMOVE #holder, #heldUntil"
        + (state.token().isPresent() ? "" : ", #token")
        + (state.refused().isPresent() ? "" : ", #refused");
    table.update(Keys.token(key), update, "#holder = :holder", values);
  }
}
