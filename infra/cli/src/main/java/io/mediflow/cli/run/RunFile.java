package io.mediflow.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.Failure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a running system tells the other commands.
 *
 * @param pid       of {@code up}
 * @param api       base URL of API, page and webhooks
 * @param sandbox   base URL of the sandbox EHR's server; empty without one
 * @param timeScale as given to {@code up}
 * @param config    the system's configuration: endpoints, table names, queue URLs
 */
public record RunFile(long pid, URI api, Optional<URI> sandbox, double timeScale, Map<String, String> config) {

  private static final String NAME = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public RunFile {
    config = Map.copyOf(config);
  }

  public void write(DataFolder data) {
    ObjectNode tree = JSON.createObjectNode().put("pid", pid).put("api", api.toString()).put("timeScale", timeScale);
    sandbox.ifPresent(base -> tree.put("sandbox", base.toString()));
    ObjectNode settings = tree.putObject("config");
    new TreeMap<>(config).forEach(settings::put);
    data.write(NAME, tree.toPrettyString() + "\n");
  }

  public static void remove(DataFolder data) {
    data.delete(NAME);
  }

  /** The system that runs on the folder now. */
  public static RunFile running(DataFolder data) {
    Optional<DataFolder.Lock> lock = data.lock();
    if (lock.isPresent()) {
      lock.get().close();
      throw new Failure("Nothing runs on " + data.path() + ". Start the system with: mediflow up --data " + data.path());
    }
    String text = data.read(NAME).orElseThrow(() -> new Failure(
        "The system on " + data.path() + " is still starting (or stopping). Try again in a few seconds."));
    return parse(text, data);
  }

  private static RunFile parse(String text, DataFolder data) {
    try {
      JsonNode tree = JSON.readTree(text);
      Map<String, String> config = new LinkedHashMap<>();
      tree.path("config").properties().forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
      return new RunFile(
          tree.required("pid").asLong(),
          URI.create(tree.required("api").asText()),
          Optional.ofNullable(tree.get("sandbox")).map(node -> URI.create(node.asText())),
          tree.required("timeScale").asDouble(),
          config);
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new Failure("The file " + data.path().resolve(NAME)
          + " is damaged. Stop mediflow up and start it again: it writes the file anew.");
    }
  }
}
