package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.connection.ConnectionKeys;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer.SigningKey;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Packages;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The keys that sign for us and the secrets of notifications, changed without a gap. */
@Command(
    name = "key",
    description = {
      "Changes the keys that prove us to EHRs, and the secrets that prove EHRs to us.",
      "Each is changed with an overlap: the next one is there",
      "and known at the EHR before the one in use goes."
    },
    synopsisSubcommandLabel = "(list | make | use | end | hook)",
    footer = {
      "", "Examples, when a year is over:",
      "  mediflow key make lakeside-2027             # published at once in our key set, used by nobody yet",
      "  mediflow key use lakeside lakeside-2027     # a day later: the EHR has read the key set again",
      "  mediflow key end lakeside                   # an hour later the old one is out of the key set"
    })
public final class KeyCommand implements Runnable {

  /** The longest for which an assertion that a key has signed may still be shown. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: list, make, use, end or hook.");
  }

  @Command(mixinStandardHelpOptions = true, description = "Lists the signing keys and who uses them.",
      footer = {"", "Example:", "  mediflow key list"})
  int list(@Mixin DataOption data) {
    try (Stores stores = open(data)) {
      Map<String, String> users = ConnectionKeys.users(stores.connections());
      say("%-30s %-45s %-6s %-21s %s".formatted("name", "kid", "alg", "ends", "used by"));
      for (SigningKey key : stores.signingKeys()) {
        say("%-30s %-45s %-6s %-21s %s".formatted(key.name(), key.kid(), key.algorithm(),
            key.ends().map(Instant::toString).orElse("-"), users.getOrDefault(key.name(), "-")));
      }
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = {
        "Makes a signing key.",
        "Our key set has it at once, so that EHRs may read it before anybody signs with it."
      },
      footer = {"", "Example:", "  mediflow key make lakeside-2027 --lasts P1Y"})
  int make(
      @Mixin DataOption data,
      @Option(names = "--lasts", paramLabel = "PERIOD", description = "how long it may be used, for example P1Y (default: without end);"
          + " heartbeat warns 30 days before") String lasts,
      @Parameters(paramLabel = "NAME", description = "a name that no key has") String name) {
    if (!name.matches("[a-z0-9-]{1,60}")) {
      throw new Failure(ExitCode.USAGE, "A key's name is 1 to 60 characters of a-z, 0-9 and -.");
    }
    Optional<Instant> ends = Optional.ofNullable(lasts).map(KeyCommand::end);
    RunFile run = RunFile.running(DataFolder.existing(data.path()));
    try (Stores stores = Stores.of(run)) {
      if (!stores.makeKey(name, ends)) {
        throw new Failure("There is a key " + name + " already. Choose another name.");
      }
      say("Made " + name + ", kid " + stores.signingKey(name).kid() + ". It is in " + run.api() + "/.well-known/jwks.json now.");
      say("An EHR that keeps the key set may need a day to see it; one that was given the key itself must be given this one too.");
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = {
        "Has a connection sign with another key from now on.",
        "Refused for a key that was published less than a day ago, since the EHR",
        "may not have read it yet; --now does it even so."
      },
      footer = {"", "Example:", "  mediflow key use lakeside lakeside-2027"})
  int use(
      @Mixin DataOption data,
      @Option(names = "--interface", paramLabel = "NAME", description = "of this interface only (default: of all that sign)") String way,
      @Option(names = "--now", description = "however short a time the key has been published") boolean now,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id,
      @Parameters(paramLabel = "NAME", description = "the key") String name) {
    try (Stores stores = open(data)) {
      Connection changed = new ConnectionKeys(stores).use(stores.connection(id), Optional.ofNullable(way), name, now);
      say(changed.id() + " signs with " + name + " from now on. When its heartbeat is well (mediflow status), end the key before it.");
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = "Ends a key that nobody uses: within an hour it is out of the key set, and nothing is signed with it.",
      footer = {"", "Example:", "  mediflow key end lakeside"})
  int end(@Mixin DataOption data, @Parameters(paramLabel = "NAME", description = "the key") String name) {
    try (Stores stores = open(data)) {
      Optional.ofNullable(ConnectionKeys.users(stores.connections()).get(name)).ifPresent(users -> {
        throw new Failure("The key " + name + " is used by " + users + ". Have it use another one first: mediflow key use.");
      });
      Instant ends = Instant.now().plus(OVERLAP);
      if (!stores.endKey(name, ends)) {
        throw new Failure("There is no key " + name + ". See which there are with: mediflow key list");
      }
      say(name + " ends at " + ends + ".");
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = {
        "Makes a new secret for an interface's notifications and shows it.",
        "The one before is taken too, until --alone says that the",
        "EHR uses the new one."
      },
      footer = {"", "Examples:", "  mediflow key hook lakeside fhir", "  mediflow key hook lakeside fhir --alone"})
  int hook(
      @Mixin DataOption data,
      @Option(names = "--alone", description = "take the newest secret only") boolean alone,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id,
      @Parameters(paramLabel = "INTERFACE", description = "whose notifications") String way) {
    try (Stores stores = open(data)) {
      Connection connection = stores.connection(id);
      EhrInterface own = connection.interfaceNamed(way).filter(one -> !one.hookSecret().isEmpty()).orElseThrow(() -> new Failure(
          id + " has no interface " + way + " with notifications. See mediflow connection show " + id));
      byte[] secret = stores.renewSecret(own.hookSecret(), alone);
      if (alone) {
        say("Notifications of " + id + "/" + way + " are taken with the newest secret only.");
        return ExitCode.DONE;
      }
      HookSpec hook = Packages.bundled().of(connection).map(ehr -> ehr.interfaces().get(way)).flatMap(InterfaceSpec::hook)
          .orElseThrow(() -> new Failure("The package of " + id + " knows no notifications on " + way + "."));
      say("The next secret:" + HookWords.told(hook, secret));
      say("The one before is taken too. When the EHR uses this one: mediflow key hook " + id + " " + way + " --alone");
    }
    return ExitCode.DONE;
  }

  private static Instant end(String period) {
    try {
      return Instant.now().atOffset(ZoneOffset.UTC).plus(Period.parse(period)).toInstant();
    } catch (DateTimeParseException other) {
      throw new Failure(ExitCode.USAGE, "--lasts is a period as ISO 8601 writes it, for example P1Y or P90D.");
    }
  }

  private static Stores open(DataOption data) {
    return Stores.of(RunFile.running(DataFolder.existing(data.path())));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
