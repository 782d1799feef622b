package io.mediflow.edge;

import io.mediflow.edge.outbound.OutboundOptions;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import picocli.CommandLine.Option;

/** The options of the way back. */
final class SendOptions {

  @Option(names = "--send-to", paramLabel = "HOST:PORT",
      description = "The practice's system: messages out are fetched from MediFlow and sent there by MLLP. Without it none are.")
  private String to;

  @Option(names = "--answer-seconds", paramLabel = "N", defaultValue = "60",
      description = "How long its answer is waited for (default ${DEFAULT-VALUE}).")
  private int answer;

  @Option(names = "--most-sends", paramLabel = "N", defaultValue = "5",
      description = "So often a message is sent that is not answered; then the next one is (default ${DEFAULT-VALUE}).")
  private int mostSends;

  @Option(names = "--poll-seconds", paramLabel = "N", defaultValue = "10",
      description = "Between two questions while there is nothing to fetch (default ${DEFAULT-VALUE}).")
  private int poll;

  /** What is wrong with them, in a sentence. */
  Optional<String> wrong() {
    if (to != null && HostPort.of(to).filter(one -> one.port() > 0).isEmpty()) {
      return Optional.of("--send-to must be HOST:PORT, for example 10.1.2.3:2575.");
    }
    boolean fine = answer > 0 && answer <= 600 && mostSends > 0 && mostSends <= 1_000 && poll > 0 && poll <= 3_600;
    return fine ? Optional.empty()
        : Optional.of("--answer-seconds must be 1 to 600, --most-sends 1 to 1000, --poll-seconds 1 to 3600.");
  }

  boolean wanted() {
    return to != null;
  }

  /** Empty for the way in only. */
  Optional<OutboundOptions> options(SocketFactory sockets) {
    return Optional.ofNullable(to).flatMap(HostPort::of).map(one -> new OutboundOptions(
        one.host(), one.port(), sockets, Duration.ofSeconds(answer), mostSends, Duration.ofSeconds(poll)));
  }
}
