package io.mediflow.sandbox.manner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediflow.sandbox.manner.Manner.KeySets;
import io.mediflow.sandbox.manner.Manner.Limit;
import io.mediflow.sandbox.manner.Manner.Page;
import io.mediflow.sandbox.manner.Manner.Rest;
import io.mediflow.sandbox.manner.Manner.Search;
import io.mediflow.sandbox.manner.Manner.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The manners that come with the sandbox. */
public final class Manners {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Manners() {}

  /** Those that {@code manners/index} names, in its order. */
  public static List<Manner> bundled() {
    return file("index").lines().filter(line -> !line.isBlank()).map(name -> of(name, file(name + ".yaml"))).toList();
  }

  static Manner of(String name, String yaml) {
    try {
      JsonNode data = YAML.readTree(yaml);
      Map<String, Search> searches = new LinkedHashMap<>();
      data.required("searches").fields().forEachRemaining(type -> searches.put(type.getKey(), search(type.getValue())));
      return new Manner(name, data.required("title").asText(), Duration.ofSeconds(data.required("token-seconds").asLong()),
          data.has("tokens-per-minute") ? Optional.of(data.get("tokens-per-minute").asInt()) : Optional.empty(),
          data.has("key-sets") ? Optional.of(keySets(data.get("key-sets"))) : Optional.empty(),
          data.path("if-match").asBoolean(),
          new Page(data.required("page").required("usual").asInt(), data.required("page").required("most").asInt()),
          data.has("limit") ? Optional.of(limit(data.get("limit"))) : Optional.empty(),
          data.has("tenant") ? Optional.of(tenant(data.get("tenant"))) : Optional.empty(),
          data.has("rest") ? Optional.of(rest(data.get("rest"))) : Optional.empty(), searches);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("manners/" + name + ".yaml is not as it should be: " + e.getMessage(), e);
    }
  }

  private static KeySets keySets(JsonNode data) {
    return new KeySets(data.required("allow-listed").asBoolean(), Duration.ofSeconds(data.required("kept-seconds").asLong()));
  }

  private static Limit limit(JsonNode data) {
    return new Limit(data.required("calls").asInt(), Duration.ofSeconds(data.required("window-seconds").asLong()),
        data.path("status").asInt(429));
  }

  private static Tenant tenant(JsonNode data) {
    return new Tenant(data.required("parameter").asText(), data.required("value").asText());
  }

  private static Rest rest(JsonNode data) {
    return new Rest(data.required("at").asText(), data.required("practice").asText(), ZoneId.of(data.required("stamps").asText()),
        data.required("token").asText());
  }

  private static Search search(JsonNode data) {
    List<Set<String>> needs = texts(data.required("needs")).stream().map(one -> Set.copyOf(Arrays.asList(one.split("\\+")))).toList();
    return new Search(needs, Set.copyOf(texts(data.required("native"))), Set.copyOf(texts(data.path("later"))));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).collect(Collectors.toList());
  }

  private static String file(String name) {
    try (InputStream in = Manners.class.getResourceAsStream("/manners/" + name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
