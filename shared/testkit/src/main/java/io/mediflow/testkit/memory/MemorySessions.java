package io.mediflow.testkit.memory;

import io.mediflow.model.store.Sessions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions in memory. */
public final class MemorySessions implements Sessions {

  private record Grant(String connection, Instant until) {}

  private final Map<String, Grant> links = new HashMap<>();
  private final Map<String, Grant> sessions = new HashMap<>();

  @Override
  public synchronized String link(String connection, Instant until) {
    String link = UUID.randomUUID().toString();
    links.put(link, new Grant(connection, until));
    return link;
  }

  @Override
  public synchronized Optional<String> redeem(String link, Instant now, Instant until) {
    Grant grant = links.remove(link);
    if (grant == null || !grant.until().isAfter(now)) {
      return Optional.empty();
    }
    String session = UUID.randomUUID().toString();
    sessions.put(session, new Grant(grant.connection(), until));
    return Optional.of(session);
  }

  @Override
  public synchronized Optional<String> connection(String session, Instant now) {
    return Optional.ofNullable(sessions.get(session)).filter(one -> one.until().isAfter(now)).map(Grant::connection);
  }
}
