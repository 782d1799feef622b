package io.mediflow.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.Failure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A system on this machine: one JVM with every room, one with the sandbox EHR, both ours and ending with us. */
public final class LocalSystem implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration AFTER_A_KILL = Duration.ofSeconds(5);
  private static final String PORTS = "ports.json";

  /**
   * How to start.
   *
   * @param data        the data folder
   * @param port        of API and page; empty for the last one or a free one
   * @param sandboxPort of the sandbox EHR; like {@code port}
   * @param sandbox     whether to start the sandbox EHR
   */
  public record Options(
      Path data, Optional<Integer> port, Optional<Integer> sandboxPort, double timeScale, boolean sandbox) {}

  private final DataFolder data;
  private final DataFolder.Lock lock;
  private final Issuer issuer;
  private final List<Child> children;
  private final RunFile run;
  private volatile boolean closing;

  private LocalSystem(DataFolder data, DataFolder.Lock lock, Issuer issuer, List<Child> children, RunFile run) {
    this.data = data;
    this.lock = lock;
    this.issuer = issuer;
    this.children = children;
    this.run = run;
  }

  /** Starts both JVMs side by side and returns when both answer. */
  public static LocalSystem start(Options options) {
    Installation installation = Installation.found();
    DataFolder data = DataFolder.open(options.data());
    DataFolder.Lock lock = data.lock().orElseThrow(() -> new Failure("A system runs on " + data.path()
        + " already. Use it (mediflow status --data " + data.path() + "), stop it, or choose another folder with --data."));
    List<Child> children = new ArrayList<>();
    try {
      data.awaitFree("aws/lock", AFTER_A_KILL);
      data.awaitFree("sandbox/journal.ndjson", AFTER_A_KILL);
      RunFile.remove(data);
      Issuer issuer = Issuer.of(data);
      Stores.prepareKeys(data);
      JsonNode last = lastPorts(data);
      int port = port(options.port(), "--port", last.path("port"), 8420);
      int sandboxPort = options.sandbox() ? port(options.sandboxPort(), "--sandbox-port", last.path("sandbox"), 8430) : 0;
      ObjectNode ports = JSON.createObjectNode().put("port", port);
      ports.put("sandbox", options.sandbox() ? sandboxPort : last.path("sandbox").asInt());
      data.write(PORTS, ports + "\n");

      Optional<Child> sandbox = Optional.empty();
      if (options.sandbox()) {
        sandbox = Optional.of(installation.sandbox(data, sandboxPort, options.timeScale()));
        children.add(sandbox.get());
      }
      Child system = installation.system(data, issuer, port, options.timeScale());
      children.add(system);
      Optional<URI> sandboxBase = sandbox.map(one -> URI.create(one.awaitReady(PATIENCE).path("base").asText()));
      RunFile run = new RunFile(ProcessHandle.current().pid(), URI.create("http://127.0.0.1:" + port), sandboxBase,
          options.timeScale(), config(system.awaitReady(PATIENCE)));
      run.write(data);
      return new LocalSystem(data, lock, issuer, children, run);
    } catch (RuntimeException failed) {
      children.forEach(Child::close);
      lock.close();
      throw failed;
    }
  }

  private static Map<String, String> config(JsonNode ready) {
    Map<String, String> config = new LinkedHashMap<>();
    ready.path("config").properties().forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    return config;
  }

  /** As asked; else the last one, which the EHR's settings point to; else the usual one or any. */
  private static int port(Optional<Integer> asked, String option, JsonNode last, int usual) {
    if (asked.isPresent()) {
      return asked.get() == 0 ? Ports.anyFree() : Ports.exactly(asked.get(), option);
    }
    return last.asInt() > 0 ? Ports.preferred(last.asInt(), AFTER_A_KILL) : Ports.preferred(usual, Duration.ZERO);
  }

  private static JsonNode lastPorts(DataFolder data) {
    return data.read(PORTS).map(text -> {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException damaged) {
        return JSON.createObjectNode(); // only a preference: without it ports are found anew
      }
    }).orElseGet(JSON::createObjectNode);
  }

  public DataFolder data() {
    return data;
  }

  public RunFile run() {
    return run;
  }

  public Issuer issuer() {
    return issuer;
  }

  /** Returns when one of the JVMs has ended: that one, when it ended by itself; nothing when {@link #close()} ended it. */
  public Optional<Child> awaitEnd() {
    CompletableFuture<?> any = CompletableFuture.anyOf(children.stream().map(Child::onExit).toArray(CompletableFuture[]::new));
    Child ended = (Child) any.join();
    return closing ? Optional.empty() : Optional.of(ended);
  }

  @Override
  public synchronized void close() {
    if (closing) {
      return;
    }
    closing = true;
    RunFile.remove(data);
    List<Thread> ending = children.stream().map(child -> Thread.ofPlatform().start(child::close)).toList();
    for (Thread one : ending) {
      try {
        one.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    lock.close();
  }
}
