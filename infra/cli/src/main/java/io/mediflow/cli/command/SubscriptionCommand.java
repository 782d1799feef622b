package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.connection.EhrInterface;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What we subscribed to at EHRs. */
@Command(
    name = "subscription",
    description = {
      "Shows the subscriptions that we made at EHRs.",
      "We make them for connections whose file says where the EHR reaches us (settings: notify-at).",
      "They are looked after each 5 minutes, renewed before their end, and switched on again when they break."
    },
    synopsisSubcommandLabel = "(list)",
    footer = {"", "Example:", "  mediflow subscription list lakeside"})
public final class SubscriptionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: list.");
  }

  @Command(mixinStandardHelpOptions = true,
      description = "Lists them: state, end, number of the last event, last sign of life, attempts to switch it on.",
      footer = {"", "Example:", "  mediflow subscription list lakeside"})
  int list(
      @Mixin DataOption data,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id) {
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      if (stores.connection(id).interfaces().stream().allMatch(way -> stores.subscriptions().of(id, way.name()).isEmpty())) {
        spec.commandLine().getOut().println("We have no subscription at the EHR of " + id + ". We make them where the EHR's package"
            + " can subscribe and the connection's file has settings: {notify-at: ADDRESS} for the interface.");
        return ExitCode.DONE;
      }
      line("interface", "record", "criteria", "state", "end", "event", "sign of life", "attempts");
      for (EhrInterface way : stores.connection(id).interfaces()) {
        for (Subscription one : stores.subscriptions().of(id, way.name())) {
          OptionalLong number = stores.eventNumbers().last(id, way.name(), one.reference());
          line(way.name(), one.type().label(), one.criteria(), one.status(), one.end().map(Instant::toString).orElse("never"),
              number.isPresent() ? "" + number.getAsLong() : "-", sign(stores, id, way, one).map(Instant::toString).orElse("-"),
              "" + one.attempts());
        }
      }
    }
    return ExitCode.DONE;
  }

  /** The last event or heartbeat, or when the EHR last said that it works. */
  private static Optional<Instant> sign(Stores stores, String id, EhrInterface way, Subscription one) {
    Optional<Instant> heard =
        stores.flows().find(new FlowId(id, way.name(), one.type(), FlowId.Scope.TOLD)).flatMap(Flow::lastNotification);
    return Stream.of(heard, one.active()).flatMap(Optional::stream).max(Instant::compareTo);
  }

  private void line(String... words) {
    spec.commandLine().getOut().println("%-10s %-14s %-30s %-10s %-21s %6s %-28s %s".formatted((Object[]) words));
  }
}
