package io.mediflow.scheduledpolling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a listing keeps of a resource: a hash of its content, whatever the order of its members. When an EHR stamps a resource anew
 * ({@code meta.lastUpdated}, {@code meta.versionId}) and changes nothing else, nothing has changed.
 */
final class Fingerprint {

  /** Of SHA-256; two contents of one resource meet by chance never. */
  private static final int BYTES = 12;
  private static final String META = "/meta";
  private static final Set<String> STAMPS = Set.of(META + "/lastUpdated", META + "/versionId");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fingerprint() {}

  /** Of a text that must not be kept itself. */
  static String of(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** @param element of the date that the listing's window goes by, dots between its parts; empty where there is no window */
  static Listing.Entry of(byte[] body, Optional<String> element) {
    MessageDigest digest = sha256();
    Optional<JsonNode> tree = tree(body);
    tree.ifPresentOrElse(one -> add(digest, one, ""), () -> digest.update(body));
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), BYTES));
    return new Listing.Entry(hash, tree.flatMap(one -> element.flatMap(name -> date(one, name))));
  }

  private static Optional<Instant> date(JsonNode resource, String element) {
    String text = resource.at("/" + element.replace('.', '/')).asText();
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(text.length() == "2026-01-02".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException none) {
      return Optional.empty(); // a year, or no date at all: then it belongs to every window
    }
  }

  /** Each value with its length, so that no two trees are spelled alike. */
  private static void add(MessageDigest digest, JsonNode node, String path) {
    if (node.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      node.properties().stream().filter(one -> !STAMPS.contains(path + "/" + one.getKey()))
          .filter(one -> !(path + "/" + one.getKey()).equals(META) || !onlyStamps(one.getValue()))
          .forEach(one -> members.put(one.getKey(), one.getValue()));
      add(digest, "{" + members.size());
      members.forEach((name, value) -> {
        add(digest, name);
        add(digest, value, path + "/" + name);
      });
    } else if (node.isArray()) {
      add(digest, "[" + node.size());
      node.forEach(one -> add(digest, one, path + "/"));
    } else {
      add(digest, node.toString());
    }
  }

  private static boolean onlyStamps(JsonNode meta) {
    return meta.isObject() && meta.properties().stream().allMatch(one -> STAMPS.contains(META + "/" + one.getKey()));
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static Optional<JsonNode> tree(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
