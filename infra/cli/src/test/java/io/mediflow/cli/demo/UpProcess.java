package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code mediflow up} in a process of its own, to be killed. */
final class UpProcess implements AutoCloseable {

  private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

  private final Path data;
  private final Path output;
  private final Process process;

  private UpProcess(Path data, Path output, Process process) {
    this.data = data;
    this.output = output;
    this.process = process;
  }

  static void assumeBuilt() {
    for (String part : List.of("infra/local/target/quarkus-app/quarkus-run.jar", "infra/sandbox/target/lib")) {
      assumeTrue(Files.exists(HOME.resolve(part)), part + " is not built: mvn verify builds it before, mvn test does not");
    }
  }

  static UpProcess start(Path data, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        "-Dmediflow.home=" + HOME, "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.mediflow.cli.Mediflow", "up", "--data", data.toString()));
    command.addAll(List.of(more));
    Path output = Files.createTempFile("mediflow-up", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // What a killed process held is waited for; the simulated EHR answers at once.
    builder.environment().put("MEDIFLOW_SCHEDULED_POLLING_LEASE", "PT10S");
    builder.environment().put("MEDIFLOW_WRITE_BACK_LEASE", "PT35S");
    Process process = builder.start();
    return new UpProcess(data, output, process);
  }

  /** Arguments of more than one life: the same free ports each time, schedules twenty times as fast. */
  static String[] quickOnFreePorts() throws IOException {
    return new String[] {"--port", freePort(), "--sandbox-port", freePort(), "--time-scale", "20"};
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  /** Waits for {@code look}, as long as it runs. */
  <T> T await(Duration patience, String what, Supplier<Optional<T>> look) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      assertTrue(process.isAlive(), () -> "it ended: " + said());
      assertTrue(System.nanoTime() < until, () -> "not within " + patience + ": " + what + ". It said: " + said());
      Pause.of(Duration.ofMillis(5));
    }
  }

  void awaitReady(Duration patience) throws IOException {
    await(patience, "it is ready", () -> said().contains("Ready.") ? Optional.of(true) : Optional.empty());
  }

  /** The run file, once it is there. */
  Optional<RunFile> run() {
    return Files.exists(data.resolve("run.json")) ? Optional.of(RunFile.running(DataFolder.existing(data))) : Optional.empty();
  }

  Api api(RunFile run) {
    return Api.of(DataFolder.existing(data), run, SamplePractice.APPLICATION);
  }

  SandboxEhr ehr(RunFile run) {
    return new SandboxEhr(run.sandbox().orElseThrow());
  }

  /** SIGKILL for it alone; its children must end by themselves. */
  void kill() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    assertTrue(children.size() >= 2, "its children are the system and the sandbox");
    process.destroyForcibly();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    for (ProcessHandle child : children) {
      long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (child.isAlive()) {
        assertTrue(System.nanoTime() < until, "a child outlives its parent");
        Pause.of(Duration.ofMillis(10));
      }
    }
  }

  String said() {
    try {
      return Files.readString(output);
    } catch (IOException gone) {
      return "";
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  boolean ended(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks it to end, as Ctrl-C does. */
  @Override
  public void close() throws IOException, InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    Files.deleteIfExists(output);
  }
}
