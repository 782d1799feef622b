package io.mediflow.webhookintake;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it came, nothing believed yet.
 *
 * @param headers names in lower case
 * @param body    the raw bytes
 */
record Notification(String method, String path, Map<String, String> headers, byte[] body) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }
}
