package io.mediflow.state.dynamo;

import io.mediflow.model.store.Sessions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Links and sessions in the access table, under the hashes of their tokens. */
public final class DynamoSessions implements Sessions {

  private static final int TOKEN_BYTES = 32;

  private final Table table;
  private SecureRandom random;

  public DynamoSessions(DynamoDbClient client, String table) {
    this.table = new Table(client, table);
  }

  @Override
  public String link(String connection, Instant until) {
    String token = token();
    table.put(grant(Keys.link(token), connection, until));
    return token;
  }

  @Override
  public Optional<String> redeem(String link, Instant now, Instant until) {
    // Deleting it is using it up: of two callers one finds it.
    Optional<Item> used = table.delete(Keys.link(link), "attribute_exists(#pk)", Item.empty());
    return used.filter(item -> item.number("until") > now.toEpochMilli()).map(item -> {
      String token = token();
      table.put(grant(Keys.session(token), item.text("connection"), until));
      return token;
    });
  }

  @Override
  public Optional<String> connection(String session, Instant now) {
    return table.get(Keys.session(session))
        .filter(item -> item.number("until") > now.toEpochMilli())
        .map(item -> item.text("connection"));
  }

  private static Item grant(Keys.Key key, String connection, Instant until) {
    return Item.at(key)
        .with("connection", connection)
        .with("until", until.toEpochMilli())
        .with("expiresAt", until.getEpochSecond() + 1);
  }

  /** The generator is made late: one that a native image was built with would give the same tokens at each start. */
  private synchronized String token() {
    if (random == null) {
      random = new SecureRandom();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
