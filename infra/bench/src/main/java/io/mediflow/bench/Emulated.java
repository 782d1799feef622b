package io.mediflow.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One executable under the Lambda runtime interface emulator. */
final class Emulated implements AutoCloseable {

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Emulated(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** @param settings configuration keys and values; they become environment variables as on Lambda */
  static Emulated start(Path emulator, Path executable, Map<String, String> settings) throws Exception {
    int port = free();
    ProcessBuilder builder = new ProcessBuilder(emulator.toAbsolutePath().toString(),
        "--runtime-interface-emulator-address", "127.0.0.1:" + port, "--runtime-api-address", "127.0.0.1:" + free(),
        executable.toAbsolutePath().toString());
    settings.forEach((key, value) -> builder.environment().put(key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value));
    builder.environment().putAll(Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_LAMBDA_FUNCTION_TIMEOUT", "60"));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(Files.createTempFile("mediflow-emulator", ".log").toFile()));
    Emulated function = new Emulated(builder.start(), port);
    function.awaitPort();
    return function;
  }

  String invoke(String event) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
        .timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofString(event)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /**
   * @param well what the answer to an event that was done holds
   * @return milliseconds until the answer
   */
  double timed(String event, String well) throws Exception {
    long start = System.nanoTime();
    String answer = invoke(event);
    double took = (System.nanoTime() - start) / 1e6;
    if (!answer.contains(well)) {
      throw new IllegalStateException("the function failed: " + answer);
    }
    return took;
  }

  /** Of the executable itself, not the emulator. */
  long residentKilobytes() throws IOException {
    long largest = 0;
    for (ProcessHandle child : process.descendants().toList()) {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "status"))) {
        if (line.startsWith("VmRSS:")) {
          largest = Math.max(largest, Long.parseLong(line.replaceAll("\\D", "")));
        }
      }
    }
    return largest;
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  private void awaitPort() throws InterruptedException {
    for (int attempt = 0; attempt < 200; attempt++) {
      try (var socket = new java.net.Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(25);
      }
    }
    throw new IllegalStateException("the emulator did not start");
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
