package io.mediflow.ehr;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What became of one HTTP call. */
sealed interface Reply {

  /**
   * A whole answer, whatever its status.
   *
   * @param url     that answered, after redirects
   * @param headers first values by lower-case name
   */
  record Answered(URI url, int status, Map<String, String> headers, byte[] body) implements Reply {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** Nothing was delivered. */
  record Unreachable() implements Reply {}

  /**
   * Something may have been delivered, and no whole answer came.
   *
   * @param early the connection ended without a byte of an answer, as a stale one from the pool does
   */
  record Broken(boolean early) implements Reply {}

  /** The answer was larger than we take. */
  record Oversize() implements Reply {}

  /** The time to send by had passed; nothing left. */
  record TooLate() implements Reply {}
}
