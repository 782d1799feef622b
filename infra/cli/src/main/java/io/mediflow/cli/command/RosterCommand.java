package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom a practice's connection follows. */
@Command(
    name = "roster",
    description = {
      "Shows and sets whom a connection follows.",
      "Where an EHR tells changes only to who names a patient, these are the patients that are named: those whom an",
      "appointment or a notification brought, and those who were enrolled here. Practitioners and locations likewise, where",
      "it asks for them."
    },
    synopsisSubcommandLabel = "(show | enrol | leave)",
    footer = {"", "Examples:", "  mediflow roster show lakeside", "  mediflow roster enrol lakeside patients.txt"})
public final class RosterCommand implements Runnable {

  /** FHIR's ids, and those of vendors' own interfaces; a reference ({@code Patient/1}) is none. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._|:-]{1,256}");
  private static final int COUNTED = 1_000_000;
  private static final int AT_ONCE = 1_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: show, enrol or leave.");
  }

  @Command(mixinStandardHelpOptions = true, description = "Counts whom a connection follows, by interface; it names nobody.",
      footer = {"", "Example:", "  mediflow roster show lakeside"})
  int show(@Mixin DataOption data, @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id) {
    try (Stores stores = open(data)) {
      Connection connection = stores.connection(id);
      RosterStore roster = stores.roster();
      LocalDate today = LocalDate.now(connection.zone());
      say("%-12s %10s %10s %14s %10s".formatted("interface", "patients", "hot set", "practitioners", "locations"));
      for (EhrInterface way : connection.interfaces()) {
        say("%-12s %10d %10d %14d %10d".formatted(way.name(), roster.count(id, way.name(), Kind.PATIENT, COUNTED),
            roster.hot(id, way.name(), today.minusDays(1), today.plusDays(2)).size(),
            roster.count(id, way.name(), Kind.PRACTITIONER, COUNTED), roster.count(id, way.name(), Kind.LOCATION, COUNTED)));
      }
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = {
        "Follows those whom FILE names, one id of the EHR a line (- reads standard input).",
        "The id is the part of a reference after the slash. Who is followed already stays so. All are listed now where no",
        "round of the roster is under way, else with the next one; a patient with an appointment about now within minutes in",
        "any case."
      },
      footer = {"", "Examples:", "  mediflow roster enrol lakeside patients.txt",
        "  mediflow roster enrol lakeside practitioners.txt --kind practitioner", "  select-ids | mediflow roster enrol lakeside -"})
  int enrol(
      @Mixin DataOption data,
      @Option(names = "--interface", paramLabel = "NAME", defaultValue = "fhir", description = "whose ids they are (default: ${DEFAULT-VALUE})")
      String way,
      @Option(names = "--kind", defaultValue = "patient", description = "patient, practitioner or location (default: ${DEFAULT-VALUE})")
      Kind kind,
      @Option(names = "--hot", description = "treat these patients today as those with an appointment") boolean hot,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id,
      @Parameters(paramLabel = "FILE", description = "ids, one a line; - for standard input") String file) {
    if (hot && kind != Kind.PATIENT) {
      throw new Failure(ExitCode.USAGE, "--hot is for patients; leave it out.");
    }
    List<String> ids = ids(file);
    try (Stores stores = open(data)) {
      Connection connection = connection(stores, id, way);
      batches(ids).forEach(some -> stores.roster().follow(id, way, kind, some));
      if (hot) {
        List<LocalDate> today = List.of(LocalDate.now(connection.zone()));
        ids.forEach(one -> stores.roster().hot(id, way, one, today));
      }
      listNow(stores, id, way);
      stores.tick("scheduled-polling");
    }
    say(ids.size() + " ids of " + file + " are followed.");
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true,
      description = {"Follows those whom FILE names no more.",
        "Their records stay as they are, and grow old; an appointment brings them back."},
      footer = {"", "Example:", "  mediflow roster leave lakeside moved-away.txt"})
  int leave(
      @Mixin DataOption data,
      @Option(names = "--interface", paramLabel = "NAME", defaultValue = "fhir", description = "whose ids they are (default: ${DEFAULT-VALUE})")
      String way,
      @Option(names = "--kind", defaultValue = "patient", description = "patient, practitioner or location (default: ${DEFAULT-VALUE})")
      Kind kind,
      @Parameters(paramLabel = "CONNECTION", description = "the practice's connection id") String id,
      @Parameters(paramLabel = "FILE", description = "ids, one a line; - for standard input") String file) {
    List<String> ids = ids(file);
    try (Stores stores = open(data)) {
      connection(stores, id, way);
      batches(ids).forEach(some -> stores.roster().leave(id, way, kind, some));
    }
    say(ids.size() + " ids of " + file + " are followed no more.");
    return ExitCode.DONE;
  }

  /** Else whoever is enrolled by day waits for the night. A round under way goes on as it is. */
  private static void listNow(Stores stores, String connection, String way) {
    Instant now = Instant.now();
    stores.flows().of(connection).stream()
        .filter(one -> one.id().interfaceName().equals(way) && one.id().scope() != FlowId.Scope.HOT)
        .filter(one -> one.checkpoint().started().isEmpty() && one.due().isAfter(now))
        .forEach(one -> stores.flows().put(new Flow(one.id(), one.checkpoint(), now, one.holder(), one.lastCompleteWindow(),
            one.lastNotification(), one.failure(), one.version())));
  }

  private static Stores open(DataOption data) {
    return Stores.of(RunFile.running(DataFolder.existing(data.path())));
  }

  private static Connection connection(Stores stores, String id, String way) {
    Connection connection = stores.connection(id);
    if (connection.interfaceNamed(way).isEmpty()) {
      throw new Failure(ExitCode.USAGE, "The connection " + id + " has no interface " + way + ". See which it has with: mediflow connection show " + id);
    }
    return connection;
  }

  /** All of the file or nothing: each id once, none quoted in a message. */
  private static List<String> ids(String file) {
    Set<String> ids = new TreeSet<>();
    int line = 0;
    for (String one : text(file).lines().toList()) {
      line++;
      String id = one.strip();
      if (!id.isEmpty() && !ID.matcher(id).matches()) {
        throw new Failure("Line " + line + " of " + file + " is no id. Give one id a line, without the resource type; nothing was changed.");
      }
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      throw new Failure("There is no id in " + file + ". Give one a line.");
    }
    return List.copyOf(ids);
  }

  private static String text(String file) {
    try {
      return file.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(Path.of(file));
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (IOException unreadable) {
      throw new Failure(file + " cannot be read as text: is it in UTF-8, and may you read it?");
    }
  }

  private static List<List<String>> batches(List<String> ids) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      batches.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
    }
    return batches;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
