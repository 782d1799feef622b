package io.mediflow.local.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer on its way out. */
record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  static HttpAnswer message(int status, String message) {
    return new HttpAnswer(
        status,
        Map.of("content-type", List.of("application/json")),
        ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }
}
