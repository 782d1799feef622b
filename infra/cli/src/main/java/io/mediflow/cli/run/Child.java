package io.mediflow.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.cli.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM of ours. It ends when we do, even by SIGKILL: it watches its standard input, which we hold open and never write to.
 * On its standard output it says {@code READY {json}} or {@code FAILED sentence}; its log goes to a file.
 */
public final class Child implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** @param arguments of the java command: options, class path or jar, arguments */
  public static Child start(String name, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
      Child child = new Child(name, process, log);
      Thread.ofPlatform().daemon().name(name + "-says").start(child::listen); // reading a pipe would hold a carrier thread
      return child;
    } catch (IOException refused) {
      throw new Failure("The " + name + " could not be started: " + refused.getMessage());
    }
  }

  private void listen() {
    try (BufferedReader said = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith("READY ")) {
          ready.complete(JSON.readTree(line.substring("READY ".length())));
        } else if (line.startsWith("sandbox ready ")) {
          ready.complete(JSON.createObjectNode().put("base", line.substring("sandbox ready ".length()).strip()));
        } else if (line.startsWith("FAILED ")) {
          ready.completeExceptionally(new Failure(line.substring("FAILED ".length())));
        }
      }
    } catch (JsonProcessingException garbled) {
      ready.completeExceptionally(new Failure("The " + name + " said something unreadable; see " + log + "."));
    } catch (IOException closed) {
      // it has ended; told below
    }
    ready.completeExceptionally(new Failure("The " + name + " ended before it was ready; its log says why: " + log + "."));
  }

  /** What it said when it was ready. */
  public JsonNode awaitReady(Duration patience) {
    try {
      return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Failure told ? told : new Failure("The " + name + " did not start; see " + log + ".");
    } catch (TimeoutException slow) {
      throw new Failure("The " + name + " was not ready within " + patience.toSeconds() + " s; its log says why: " + log + ".");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure("Stopped.");
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Asks it to end, and makes it end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(8, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
      process.getOutputStream().close();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Waits until it has ended, for whoever watches over it. */
  public CompletableFuture<Child> onExit() {
    return process.onExit().thenApply(ended -> this);
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }
}
