package io.mediflow.model.connection;

import io.mediflow.model.record.RecordType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registered caller of the API: an application bound to one practice.
 *
 * @param id         the client id that its token carries
 * @param connection the only connection that it may see
 * @param reads      record types that it may read; nothing by default
 * @param writes     operations that it may ask for, for example {@code appointment.create}; nothing by default
 * @param purpose    why it reads, as the audit keeps it, for example {@code TREAT}
 */
public record Application(
    String id, String name, String connection, Set<RecordType> reads, Set<String> writes, String purpose) {

  public Application {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  /** The client id in a verified token's claims: {@code client_id}, else {@code sub}; a blank names nobody. */
  public static Optional<String> idIn(Map<String, String> claims) {
    return Optional.ofNullable(claims.getOrDefault("client_id", claims.get("sub"))).filter(one -> !one.isBlank());
  }
}
