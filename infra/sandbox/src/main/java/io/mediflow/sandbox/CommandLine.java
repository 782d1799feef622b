package io.mediflow.sandbox;

import io.mediflow.sandbox.fault.FaultScript;
import io.mediflow.sandbox.fault.ServerKeys;
import io.mediflow.sandbox.smart.Client;
import io.mediflow.sandbox.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the sandbox: starts it, prints one line when it answers, and stays up until it is killed. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description = "A simulated EHR on this machine, for trying and testing only.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "1:it could not start; the reason is printed", "2:wrong usage"})
final class CommandLine implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "0", description = "Port on 127.0.0.1; 0 (default) finds a free one.")
  private int port;

  @Option(names = "--data", description = "Folder that keeps what the EHR accepts; without it all is in memory.")
  private Path data;

  @Option(names = "--seed-data", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "Whether an empty practice gets the synthetic patients (default: yes).")
  private boolean seedData;

  @Option(names = "--time-scale", defaultValue = "1", description = "Pauses before a notification is retried are divided by this (default 1).")
  private double timeScale;

  @Option(names = "--token-seconds", defaultValue = "300", description = "Life of an access token (default 300).")
  private int tokenSeconds;

  @Option(names = "--require-if-match", description = "Refuse updates without If-Match.")
  private boolean requireIfMatch;

  @Option(names = "--client", paramLabel = "ID=JWKS_URL|FILE",
      description = "Register a client: with the address of its key set, or with a file that holds one. Repeatable.")
  private List<String> clients = List.of();

  @Option(names = "--zone", defaultValue = "America/New_York", description = "Zone of the practice (default America/New_York).")
  private String zone;

  @Option(names = "--faults", paramLabel = "FILE", description = "A script of faults to play (YAML); see infra/sandbox/README.md.")
  private Path faults;

  @Option(names = "--tls-keystore", paramLabel = "FILE",
      description = "Speak TLS with the keys good and ended of this PKCS12 file; a script makes the certificate end (needs --tls-password-file).")
  private Path tlsKeystore;

  @Option(names = "--tls-password-file", paramLabel = "FILE", description = "Its password: the first line of this file.")
  private Path tlsPasswordFile;

  @Option(names = "--watch-stdin",
      description = "End when standard input ends, as it does when the process that started this one dies; a failed start is told on standard output too.")
  private boolean watchStdin;

  static int run(String[] args) {
    CommandLine sandbox = new CommandLine();
    return new picocli.CommandLine(sandbox)
        .setExecutionExceptionHandler((e, command, parsed) -> {
          command.getErr().println(e.getMessage());
          if (sandbox.watchStdin) {
            System.out.println("FAILED " + e.getMessage());
          }
          return 1;
        })
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (watchStdin) {
      Thread.ofPlatform().name("parent").daemon().start(CommandLine::endWithParent);
    }
    try (Sandbox sandbox = Sandbox.start(options())) {
      System.out.println("sandbox ready " + sandbox.fhir());
      System.out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // the same as its end
    }
    Runtime.getRuntime().halt(0); // what was accepted is on disk
  }

  private Options options() {
    if (port < 0 || port > 65535 || timeScale <= 0 || tokenSeconds < 1) {
      throw new IllegalArgumentException("--port must be 0 to 65535, --time-scale above 0, --token-seconds 1 or more.");
    }
    List<Client> registered = new ArrayList<>();
    for (String client : clients) {
      registered.add(client(client));
    }
    return new Options(
        port, Optional.ofNullable(data), seedData, timeScale, Duration.ofSeconds(tokenSeconds), requireIfMatch,
        registered, zone(), Clock.systemUTC(), faults(), tls());
  }

  private Optional<FaultScript> faults() {
    return Optional.ofNullable(faults).map(file -> FaultScript.of(contents(file, "The fault script", "a script")));
  }

  private Optional<ServerKeys> tls() {
    if ((tlsKeystore == null) != (tlsPasswordFile == null)) {
      throw new IllegalArgumentException("--tls-keystore and --tls-password-file go together.");
    }
    return Optional.ofNullable(tlsKeystore).map(file -> ServerKeys.of(file,
        contents(tlsPasswordFile, "The password file", "a file whose first line is the password").lines().findFirst().orElse("").toCharArray()));
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--zone must be a zone like America/New_York.");
    }
  }

  private static Client client(String option) {
    int equals = option.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--client must be ID=JWKS_URL or ID=FILE.");
    }
    var json = Json.MAPPER.createObjectNode().put("client_id", option.substring(0, equals));
    String keys = option.substring(equals + 1);
    if (keys.startsWith("http:") || keys.startsWith("https:")) {
      json.put("jwks_uri", keys);
    } else {
      json.set("jwks", Json.read(contents(Path.of(keys), "The key set", "a file that holds a JWKS, or its URL")));
    }
    return Client.from(json);
  }

  private static String contents(Path file, String what, String remedy) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(what + " " + file + " cannot be read. Name " + remedy + ".");
    }
  }
}
