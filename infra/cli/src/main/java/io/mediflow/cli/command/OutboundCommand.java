package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.outbound.OutboundMessages.Put;
import io.mediflow.model.outbound.OutboundOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries the way out: a message through the agent to a practice's system. */
@Command(
    name = "outbound",
    description = {
      "Sends HL7 v2 messages to a practice's system.",
      "The agent in the practice's network (mediflow edge --send-to) fetches and sends them."
    },
    synopsisSubcommandLabel = "(send)",
    footer = {"", "Example:", "  mediflow outbound send lakeside test.hl7"})
public final class OutboundCommand implements Runnable {

  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: send.");
  }

  @Command(mixinStandardHelpOptions = true,
      description = {
        "Queues one HL7 v2 message for the practice's system and waits for what it answers.",
        "The same file again is the same message: its control id (MSH-10) says which. Exits with 0 when it was accepted, 1",
        "when it was not, 5 when nothing is known yet."
      },
      footer = {"", "Examples:", "  mediflow outbound send lakeside test.hl7", "  mediflow outbound send lakeside test.hl7 --wait 0"})
  int send(
      @Mixin DataOption data,
      @Option(names = "--interface", paramLabel = "NAME", defaultValue = "feed", description = "whose agent fetches it (default: ${DEFAULT-VALUE})")
      String way,
      @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60", description = "for the outcome (default: ${DEFAULT-VALUE})") int wait,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id,
      @Parameters(paramLabel = "FILE", description = "one message; invented patients only, it goes to a real system") Path file) {
    Message message = message(file);
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      if (stores.connection(id).interfaceNamed(way).filter(one -> !one.hookSecret().isEmpty()).isEmpty()) {
        throw new Failure(id + " has no interface " + way + " with webhook: true, by whose secret the agent proves itself.");
      }
      OutboundMessages queue = stores.outbound();
      return switch (queue.put(id, way, message.controlId(), message.text(), Instant.now())) {
        case Put.ControlIdTaken taken -> throw new Failure(
            "Another message with this control id (MSH-10) was queued before. Give this one its own. Nothing was queued.");
        case Put.Queued(long sequence, boolean again) -> {
          say(again ? "It was queued before, as number " + sequence + "." : "Queued as number " + sequence + ".");
          yield told(awaited(queue, id, way, sequence, wait));
        }
      };
    }
  }

  private record Message(String controlId, String text) {}

  private static Message message(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return switch (Hl7Message.parse(bytes)) {
        case Hl7Message.Parsed.Message(var message) when !message.controlId().isEmpty() ->
            new Message(message.controlId(), new String(bytes, StandardCharsets.UTF_8).replaceAll("\\r?\\n", "\r"));
        case Hl7Message.Parsed.Message without -> throw new Failure(file + " has no control id (MSH-10), which the answer would name.");
        case Hl7Message.Parsed.Broken broken -> throw new Failure(file + " is no HL7 v2 message: " + broken.reasons().getFirst().remedy());
      };
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (IOException unreadable) {
      throw new Failure("There is no readable file " + file + ".");
    }
  }

  private Optional<OutboundOutcome> awaited(OutboundMessages queue, String id, String way, long sequence, int seconds) {
    long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Optional<OutboundOutcome> outcome = queue.find(id, way, sequence).flatMap(OutboundMessage::outcome);
    if (outcome.isEmpty() && seconds > 0) {
      say("Waiting up to " + seconds + " s for the agent, which fetches it, sends it and brings the answer."
          + " Ctrl-C ends the waiting only; with --wait 0 there is none.");
    }
    while (outcome.isEmpty() && System.nanoTime() < until) {
      Pause.of(LOOK);
      outcome = queue.find(id, way, sequence).flatMap(OutboundMessage::outcome);
    }
    return outcome;
  }

  private int told(Optional<OutboundOutcome> outcome) {
    if (outcome.isEmpty()) {
      say("Nothing is known of it yet. Does the agent run with --send-to? The same command looks again.");
      return ExitCode.OPEN;
    }
    OutboundOutcome known = outcome.get();
    say(known.result().label() + (known.code().isEmpty() ? "" : " (" + known.code() + ")") + (known.text().isEmpty() ? "" : ": " + known.text())
        + (known.sends() > 1 ? " It was sent " + known.sends() + " times." : ""));
    return known.result() == OutboundOutcome.Result.ACCEPTED ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
