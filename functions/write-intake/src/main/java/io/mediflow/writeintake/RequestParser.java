package io.mediflow.writeintake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a request body strictly: what is not understood is told, never passed over. */
final class RequestParser {

  /** What a body came to: a request, or what is wrong with its form. */
  sealed interface Parsed {
    record Request(WriteRequest request) implements Parsed {}

    record Malformed(List<Problem> problems) implements Parsed {}
  }

  private static final Set<String> MEMBERS = Set.of(
      "connection", "operation", "record", "base", "fields", "person", "reason", "idempotencyKey", "deadline");
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_TEXT = 500;
  private static final int DEEPEST = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Problem> problems = new ArrayList<>();

  private RequestParser() {}

  /** @param headerKey the Idempotency-Key header */
  static Parsed parse(byte[] body, Optional<String> headerKey) {
    RequestParser parser = new RequestParser();
    Optional<WriteRequest> request = parser.request(body, headerKey);
    return parser.problems.isEmpty()
        ? new Parsed.Request(request.orElseThrow())
        : new Parsed.Malformed(List.copyOf(parser.problems));
  }

  private Optional<WriteRequest> request(byte[] body, Optional<String> headerKey) {
    JsonNode tree;
    try {
      tree = JSON.reader()
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(body);
    } catch (IOException notJson) { // its message may quote the body
      wrong("", "The body is not well-formed JSON (UTF-8, no member twice).");
      return Optional.empty();
    }
    if (!tree.isObject()) {
      wrong("", "The body must be one JSON object.");
      return Optional.empty();
    }
    tree.fieldNames().forEachRemaining(name -> {
      if (!MEMBERS.contains(name)) {
        wrong(name, "There is no such member; there are " + String.join(", ", new TreeSet<>(MEMBERS)) + ".");
      }
    });
    String connection = required(tree, "connection");
    String operation = required(tree, "operation");
    Optional<String> record = text(tree, "record", LONGEST_KEY);
    Map<String, Object> base = object(tree, "base");
    base.values().removeIf(Objects::isNull); // seen as empty: the same as not seen
    Map<String, Object> fields = object(tree, "fields");
    String person = text(tree, "person", LONGEST_KEY).orElse("");
    String reason = text(tree, "reason", LONGEST_TEXT).orElse("");
    Optional<Instant> deadline = deadline(tree);
    String key = key(tree, headerKey);
    Map<String, Object> canonical = new TreeMap<>(Map.of("connection", connection, "operation", operation,
        "record", record.orElse(""), "base", base, "fields", fields, "person", person, "reason", reason,
        "deadline", deadline.map(Instant::toString).orElse("")));
    return Optional.of(new WriteRequest(connection, operation, record, Collections.unmodifiableMap(base),
        Collections.unmodifiableMap(fields), person, reason, key, deadline, sha256(canonical)));
  }

  private String required(JsonNode tree, String name) {
    Optional<String> value = text(tree, name, LONGEST_KEY);
    if (value.isEmpty() && !tree.hasNonNull(name)) {
      problems.add(new Problem(Category.REQUIRED, name, "This member is missing."));
    }
    return value.orElse("");
  }

  private Optional<String> text(JsonNode tree, String name, int longest) {
    JsonNode node = tree.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() || node.textValue().isBlank()) {
      wrong(name, "This must be a text that is not blank.");
      return Optional.empty();
    }
    if (node.textValue().length() > longest) {
      problems.add(new Problem(Category.TOO_LONG, name, "This may have at most " + longest + " characters."));
      return Optional.empty();
    }
    return Optional.of(node.textValue());
  }

  private String key(JsonNode tree, Optional<String> headerKey) {
    Optional<String> own = text(tree, "idempotencyKey", LONGEST_KEY);
    Optional<String> header = headerKey.filter(one -> !one.isBlank() && one.length() <= LONGEST_KEY);
    if (header.isEmpty() && headerKey.isPresent()) {
      wrong("Idempotency-Key", "The header must have 1 to " + LONGEST_KEY + " characters.");
    } else if (own.isPresent() && header.isPresent() && !own.equals(header)) {
      wrong("idempotencyKey", "The body and the header Idempotency-Key give two different keys; give one.");
    } else if (own.isEmpty() && header.isEmpty() && !tree.hasNonNull("idempotencyKey")) {
      problems.add(new Problem(Category.REQUIRED, "idempotencyKey",
          "Give a key of your own for this write, here or in the header Idempotency-Key, so that it can be asked for again safely."));
    }
    return own.or(() -> header).orElse("");
  }

  private Optional<Instant> deadline(JsonNode tree) {
    return text(tree, "deadline", LONGEST_KEY).flatMap(text -> {
      try {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeParseException noInstant) {
        wrong("deadline", "This must be an ISO 8601 date and time with an offset, for example 2026-01-31T12:00:00Z.");
        return Optional.empty();
      }
    });
  }

  private Map<String, Object> object(JsonNode tree, String name) {
    JsonNode node = tree.path(name);
    Map<String, Object> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue(), name, 1)));
    } else if (!node.isMissingNode() && !node.isNull()) {
      wrong(name, "This must be an object of record fields and their values.");
    }
    return values;
  }

  private Object plain(JsonNode node, String path, int depth) {
    if (depth > DEEPEST) {
      wrong(path, "This is nested too deeply; no record field is.");
      return null;
    }
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.forEach(one -> list.add(inner(one, path, depth)));
        yield list;
      }
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), inner(entry.getValue(), path, depth)));
        yield map;
      }
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private Object inner(JsonNode node, String path, int depth) {
    if (node.isNull()) {
      wrong(path, "A list or an object inside it holds a null; leave it out.");
    }
    return plain(node, path, depth + 1);
  }

  private void wrong(String path, String remedy) {
    problems.add(new Problem(Category.STRUCTURE, path, remedy));
  }

  /** Members sorted at every depth, so that their order in the body makes no other request. */
  private static String sha256(Map<String, Object> canonical) {
    try {
      byte[] bytes = JSON.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsString(canonical).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("plain values have a JSON form, and Java has SHA-256", impossible);
    }
  }
}
