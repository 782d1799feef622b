package io.mediflow.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.dashboard.page.Page;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP answer. */
record Answer(int status, Map<String, String> headers, List<String> cookies, String body) {

  static Answer json(int status, JsonNode body) {
    return of(status, "application/json", body.toString());
  }

  /** RFC 9457: one plain sentence that says what is wrong and what to do. */
  static Answer problem(int status, String title, String detail) {
    JsonNode body = JsonNodeFactory.instance.objectNode()
        .put("type", "about:blank").put("title", title).put("status", status).put("detail", detail);
    return of(status, "application/problem+json", body.toString());
  }

  static Answer page(int status, Page page) {
    return of(status, "text/html; charset=utf-8", page.html())
        .with("content-security-policy", Page.POLICY)
        .with("referrer-policy", "no-referrer")
        .with("x-frame-options", "DENY");
  }

  /** @param resource of the model, which carries what it publishes */
  static Answer document(String type, String resource) {
    try (InputStream stream = RecordType.class.getResourceAsStream(resource)) {
      return of(200, type + "; charset=utf-8", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Answer seeOther(String location) {
    return of(303, "text/plain; charset=utf-8", "").with("location", location);
  }

  Answer with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, cookies, body);
  }

  Answer withCookie(String cookie) {
    return new Answer(status, headers, List.of(cookie), body);
  }

  private static Answer of(int status, String type, String body) {
    return new Answer(status,
        Map.of("content-type", type, "cache-control", "no-store", "x-content-type-options", "nosniff"), List.of(), body);
  }
}
