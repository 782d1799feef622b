package io.mediflow.local.http;

import java.util.List;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param path    decoded
 * @param query   as it came, without the question mark; empty when there is none
 * @param headers names in lower case
 */
record HttpRequest(
    String method, String path, String query, Map<String, List<String>> headers, String sourceAddress, byte[] body) {

  String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }
}
