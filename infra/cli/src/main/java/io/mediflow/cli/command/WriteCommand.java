package io.mediflow.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.sample.SamplePractice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a write and waits for its outcome. */
@Command(
    name = "write",
    description = {
      "Asks for a write in an application's name, waits for its outcome and prints it as JSON.",
      "FILE holds the request as POST /writes takes it; or give it by options: NAME=VALUE is a text, NAME:=VALUE is JSON.",
      "The same key with the same request answers with the first outcome and writes nothing."
    },
    footer = {
      "", "Examples:",
      "  mediflow write --operation patient.update --record ID --base mobilePhone=+15085550101 \\",
      "                 --field mobilePhone=+15085550102 --person \"Dana Reyes\"",
      "  mediflow write request.json --key visit-4711"
    })
public final class WriteCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--application", paramLabel = "ID", defaultValue = SamplePractice.APPLICATION,
      description = "who asks (default: ${DEFAULT-VALUE})")
  private String application;

  @Option(names = "--connection", paramLabel = "ID", defaultValue = SamplePractice.CONNECTION,
      description = "in which practice (default: ${DEFAULT-VALUE})")
  private String connection;

  @Option(names = "--operation", paramLabel = "NAME", description = "for example patient.update")
  private String operation;

  @Option(names = "--record", paramLabel = "ID", description = "the record to change")
  private String record;

  @Option(names = "--field", paramLabel = "NAME=VALUE", description = "a value that you want; repeatable")
  private final Map<String, String> fields = new LinkedHashMap<>();

  @Option(names = "--base", paramLabel = "NAME=VALUE", description = "the value that you saw; repeatable")
  private final Map<String, String> base = new LinkedHashMap<>();

  @Option(names = "--person", paramLabel = "NAME", description = "who wants it, for the audit")
  private String person;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
  private String reason;

  @Option(names = "--key", paramLabel = "KEY", description = "idempotency key (default: a new one)")
  private String key;

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
      description = "how long to wait for the outcome (default: ${DEFAULT-VALUE})")
  private int wait;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "the request as JSON")
  private Path file;

  @Override
  public Integer call() {
    ObjectNode request = request();
    DataFolder folder = DataFolder.existing(data.path());
    Api api = Api.of(folder, RunFile.running(folder), application);
    Http.Answer answer = api.http().post("/writes", request);
    if (!answer.well()) {
      spec.commandLine().getErr().println(answer.json().isMissingNode() ? answer.body() : answer.json().toPrettyString());
      throw new Failure("The write was refused (" + answer.status() + "): "
          + answer.json().path("error").asText("see above") + " Nothing was sent to the EHR.");
    }
    JsonNode write = awaited(api, answer.json());
    spec.commandLine().getOut().println(write.toPrettyString());
    return write.path("inFlight").asBoolean() ? ExitCode.OPEN
        : write.path("state").asText().equals("CONFIRMED") ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode awaited(Api api, JsonNode first) {
    JsonNode write = first;
    long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    while (write.path("inFlight").asBoolean() && System.nanoTime() < until) {
      Pause.of(Duration.ofMillis(200));
      write = api.write(first.path("id").asText());
    }
    return write;
  }

  private ObjectNode request() {
    ObjectNode request = file == null ? JSON.createObjectNode() : read(file);
    if (!request.has("connection")) {
      request.put("connection", connection);
    }
    put(request, "operation", operation);
    put(request, "record", record);
    put(request, "person", person);
    put(request, "reason", reason);
    put(request, "idempotencyKey", key);
    fields.forEach((name, value) -> set(request.withObject("/fields"), name, value));
    base.forEach((name, value) -> set(request.withObject("/base"), name, value));
    if (!request.hasNonNull("operation")) {
      throw new Failure(ExitCode.USAGE, "Say what to write: --operation NAME, or a FILE that names it.");
    }
    if (!request.hasNonNull("idempotencyKey")) {
      request.put("idempotencyKey", UUID.randomUUID().toString());
    }
    return request;
  }

  private static void put(ObjectNode request, String name, String value) {
    if (value != null) {
      request.put(name, value);
    }
  }

  private static ObjectNode read(Path file) {
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode request) {
        return request;
      }
    } catch (JsonProcessingException broken) {
      throw new Failure(file + " is not JSON: line " + broken.getLocation().getLineNr() + " cannot be read. Nothing was sent.");
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (IOException unreadable) {
      throw new Failure(file + " cannot be read: is it a file, and may you read it? Nothing was sent.");
    }
    throw new Failure(file + " must hold one JSON object. Nothing was sent.");
  }

  /** {@code name=value} is a text, {@code name:=value} is JSON. */
  private static void set(ObjectNode fields, String name, String value) {
    if (!name.endsWith(":")) {
      fields.put(name, value);
      return;
    }
    try {
      fields.set(name.substring(0, name.length() - 1), JSON.readTree(value));
    } catch (JsonProcessingException broken) {
      throw new Failure(ExitCode.USAGE, "The value of " + name + "= is not JSON. Write NAME=VALUE for a text.");
    }
  }
}
