package io.mediflow.model.store;

import java.time.Instant;
import java.util.Optional;

/** One-time links to the practice's page and the sessions that they open. Only hashes of tokens are stored. */
public interface Sessions {

  /** Makes a link token good for one use until {@code until}. */
  String link(String connection, Instant until);

  /** Uses up a link and opens a session until {@code until}; empty when the link is unknown, used or past its time. */
  Optional<String> redeem(String link, Instant now, Instant until);

  /** The connection that the session may see. */
  Optional<String> connection(String session, Instant now);
}
