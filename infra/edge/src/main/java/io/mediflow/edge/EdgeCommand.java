package io.mediflow.edge;

import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Target;
import io.mediflow.edge.mllp.MllpLimits;
import io.mediflow.edge.mllp.Tls;
import io.mediflow.mapping.hl7.Hl7Batch;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agent's command line, on its own and behind {@code ./mediflow edge}. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description = {
      "Runs the agent in a practice's network that brings HL7 v2 messages to MediFlow, and back.",
      "It takes messages by MLLP, keeps them on disk, and posts them to MediFlow; with --send-to also the way back.",
      "The secret comes from a file, or from the environment variable MEDIFLOW_EDGE_SECRET."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped by a signal", "1:it could not start or go on; the reason is printed", "2:wrong usage"},
    footer = {"", "Example:", "  edge --to https://HOST/hooks/CONNECTION/feed --secret-file secret --folder queue",
      "  edge --to https://HOST/hooks/CONNECTION/feed --secret-file secret --folder queue --send-to 10.1.2.3:2575"})
public final class EdgeCommand implements Callable<Integer> {

  private static final String SECRET = "MEDIFLOW_EDGE_SECRET";
  /** Longer than the largest message takes on a practice's network. */
  private static final Duration BLOCK = Duration.ofSeconds(60);
  private static final Duration REQUEST = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Option(names = "--to", required = true, paramLabel = "URL",
      description = "The connection's webhook: https://HOST/hooks/CONNECTION/feed. Only https, except on this machine.")
  private String to;

  @Option(names = "--secret-file", paramLabel = "FILE",
      description = "Holds the secret that the connection knows its feed by; without it " + SECRET + " is read.")
  private Path secretFile;

  @Option(names = "--secret-header", paramLabel = "NAME", defaultValue = "X-MediFlow-Secret",
      description = "The header that carries it, as the package says (default ${DEFAULT-VALUE}).")
  private String secretHeader;

  @Option(names = "--folder", required = true,
      description = "Holds the queue; for one agent only, on a disk that keeps what is flushed.")
  private Path folder;

  @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:2575",
      description = "Where senders connect to (default ${DEFAULT-VALUE}); port 0 finds a free one.")
  private String listen;

  @Option(names = "--most-queued", defaultValue = "100000",
      description = "So many messages may wait; further ones are refused to their senders (default ${DEFAULT-VALUE}).")
  private int mostQueued;

  @Option(names = "--most-bytes", defaultValue = "1048576",
      description = "Of one message; what is larger is refused to its sender (default ${DEFAULT-VALUE}, as MediFlow takes).")
  private int mostBytes;

  @Option(names = "--most-connections", defaultValue = "64", description = "Open at once (default ${DEFAULT-VALUE}).")
  private int mostConnections;

  @Option(names = "--idle-seconds", defaultValue = "3600",
      description = "How long a sender may be silent between messages (default ${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Mixin private SendOptions send;
  @Mixin private TlsOptions tls;

  @Option(names = "--status-port", description = "Port on 127.0.0.1 for a small JSON; without it there is none.")
  private Integer statusPort;

  public static void main(String... arguments) {
    System.exit(new CommandLine(new EdgeCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    EdgeOptions options = options();
    PrintWriter err = spec.commandLine().getErr();
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger code = new AtomicInteger();
    try (Edge edge = Edge.start(options, line -> say(err, line), () -> {
      code.set(1);
      ended.countDown();
    })) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        edge.close();
        Runtime.getRuntime().halt(code.get()); // else a signal ends in the code of the signal
      }));
      ended.await();
    } catch (StartFailure failure) {
      say(err, "edge: " + failure.getMessage());
      return 1;
    }
    return code.get();
  }

  private static synchronized void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private EdgeOptions options() {
    check(mostQueued > 0 && mostBytes > 0 && mostConnections > 0 && idleSeconds > 0 && idleSeconds <= 86_400,
        "--most-queued, --most-bytes and --most-connections must be 1 or more, --idle-seconds 1 to 86400.");
    check(mostBytes <= Hl7Batch.USUAL_MOST_BYTES, "--most-bytes must be " + Hl7Batch.USUAL_MOST_BYTES + " or less.");
    check(secretHeader.matches("[A-Za-z0-9-]{1,64}"), "--secret-header must be letters, digits and hyphens.");
    check(statusPort == null || statusPort >= 0 && statusPort <= 65_535, "--status-port must be 0 to 65535.");
    send.wrong().or(() -> tls.wrong(send.wanted())).ifPresent(sentence -> check(false, sentence));
    try {
      return new EdgeOptions(address(), tls.listening(),
          new MllpLimits(mostBytes, mostConnections, Duration.ofSeconds(idleSeconds), BLOCK), folder, mostQueued, target(), REQUEST,
          Pace.usual(), send.options(tls.sending().map(Tls::sockets).orElseGet(SocketFactory::getDefault)),
          statusPort == null ? OptionalInt.empty() : OptionalInt.of(statusPort));
    } catch (Tls.Unusable unusable) {
      throw new CommandLine.ParameterException(spec.commandLine(), unusable.getMessage());
    }
  }

  private Target target() {
    Target target = new Target(hook(), secretHeader, secret());
    try {
      HttpRequest.newBuilder(target.hook()).header(target.header(), target.secret()).build();
      return target;
    } catch (IllegalArgumentException impossible) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "No request can be made with this --to and --secret-header; correct the host, port or header.");
    }
  }

  private InetSocketAddress address() {
    Optional<HostPort> place = HostPort.of(listen);
    check(place.isPresent(), "--listen must be HOST:PORT, for example 0.0.0.0:2575.");
    InetSocketAddress address = new InetSocketAddress(place.get().host(), place.get().port());
    check(!address.isUnresolved(), "--listen names a host that cannot be found; name an address of this machine.");
    return address;
  }

  private URI hook() {
    try {
      URI hook = new URI(to);
      boolean loopback = hook.getHost() != null && hook.getHost().matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
      check("https".equals(hook.getScheme()) && hook.getHost() != null || "http".equals(hook.getScheme()) && loopback,
          "--to must begin with https:// and a host; http:// is for this machine only.");
      check(hook.getRawUserInfo() == null && hook.getRawQuery() == null && hook.getRawFragment() == null,
          "--to must be an address alone, without user, query or fragment: the secret has an option of its own.");
      return hook;
    } catch (URISyntaxException malformed) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--to must be an address like https://HOST/hooks/CONNECTION/feed.");
    }
  }

  private String secret() {
    String secret;
    if (secretFile == null) {
      secret = System.getenv(SECRET);
      check(secret != null, "There is no secret. Name a file that holds it (--secret-file), or set " + SECRET + ".");
    } else {
      try {
        secret = Files.readString(secretFile);
      } catch (IOException unreadable) {
        throw new CommandLine.ParameterException(spec.commandLine(),
            "The file " + secretFile + " cannot be read. Name one that holds the secret, and that this user may read.");
      }
    }
    String bare = secret.strip();
    check(bare.matches("[\\x21-\\x7e]{1,1000}"), "The secret must be printable ASCII without blanks, and not empty.");
    check(!bare.startsWith("whsec_") || bare.matches("whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?"),
        "A secret that begins with whsec_ must go on with base64; copy it again.");
    return bare;
  }

  private void check(boolean fine, String sentence) {
    if (!fine) {
      throw new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
  }
}
