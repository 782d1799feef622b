package io.mediflow.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.ehr.Signer;
import io.mediflow.state.key.KeyStoreFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All that is not the rooms, in a process of its own: embedded tables and queues, and an EHR that has so many invented patients. */
final class Surroundings implements AutoCloseable {

  static final String ARGUMENT = "surroundings";
  /** The setting that names the EHR's base. */
  static final String EHR = "bench.ehr";
  private static final int PAGE = 100;
  private static final String END = "end";

  private final Process process;
  private final Map<String, String> settings;

  private Surroundings(Process process, Map<String, String> settings) {
    this.process = process;
    this.settings = settings;
  }

  /** Starts the process and waits for it; its classes are this one's. */
  static Surroundings start(Path folder, int patients) throws IOException {
    Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx3g",
        "-Dmediflow.root=" + System.getProperty("mediflow.root"), "-jar",
        Path.of(System.getProperty("mediflow.root"), "infra/bench/target/quarkus-app/quarkus-run.jar").toString(), ARGUMENT,
        folder.toString(), String.valueOf(patients)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Map<String, String> settings = new TreeMap<>();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); !END.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new IOException("the surroundings did not start");
      }
      if (line.contains("=")) {
        settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return new Surroundings(process, settings);
  }

  /** What a room needs to find them. */
  Map<String, String> settings() {
    return settings;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** In the other process: until its input ends, with whoever started it. */
  static void main(Path folder, int patients) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING); // no Quarkus sets it here, and the servers would write out each step that they take
    HttpServer ehr = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI base = URI.create("http://127.0.0.1:" + ehr.getAddress().getPort() + "/fhir");
    ehr.createContext("/", exchange -> answer(exchange, base, patients));
    ehr.setExecutor(Executors.newFixedThreadPool(2));
    ehr.start();
    try (EmbeddedAws aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY)) {
      Map<String, String> settings = Practice.settings(aws, folder);
      new KeyStoreFile(folder.resolve("keys.json")).makeKey(Practice.KEY, Signer.Algorithm.ES384, Optional.empty());
      settings.put(EHR, base.toString());
      aws.queueUrls().forEach((name, url) -> settings.put("bench.queue." + name, url));
      settings.forEach((name, value) -> System.out.println(name + "=" + value));
      System.out.println(END);
      while (System.in.read() >= 0) {
        // nobody writes: it ends with whoever started it
      }
    } finally {
      ehr.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, URI base, int patients) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      byte[] body = (path.endsWith("/.well-known/smart-configuration") ? "{\"token_endpoint\":\"" + base + "/token\"}"
          : path.endsWith("/token") ? "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":3600}"
          : page(base, patients, exchange.getRequestURI().getQuery())).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String page(URI base, int patients, String query) {
    int from = query != null && query.startsWith("from=") ? Integer.parseInt(query.substring(5)) : 0;
    int to = Math.min(patients, from + PAGE);
    List<String> links = new ArrayList<>(List.of("{\"relation\":\"self\",\"url\":\"" + base + "/Patient\"}"));
    if (to < patients) {
      links.add("{\"relation\":\"next\",\"url\":\"" + base + "/Patient?from=" + to + "\"}");
    }
    String entries = IntStream.range(from, to)
        .mapToObj(one -> "{\"search\":{\"mode\":\"match\"},\"resource\":" + Practice.change(one).body() + "}")
        .collect(Collectors.joining(","));
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[" + String.join(",", links) + "],\"entry\":[" + entries + "]}";
  }
}
