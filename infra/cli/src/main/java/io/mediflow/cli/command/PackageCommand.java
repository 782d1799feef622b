package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.map.RecordDiff;
import io.mediflow.mapping.Mapper;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.doc.PackageDiff;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** EHR packages: lists them, looks them through, tests them by their golden cases, compares them. */
@Command(
    name = "package",
    description = "Lists, checks, tests and compares EHR packages.",
    synopsisSubcommandLabel = "(list | lint | test | diff)",
    footer = {
      "", "Examples:", "  mediflow package list", "  mediflow package lint my-ehr/", "  mediflow package diff smart-r4 my-ehr/"
    })
public final class PackageCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: list, lint, test or diff.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Lists the packages of this build with their versions, and what each reads and writes.",
        "What is known of the product is said too, and what nobody has confirmed is said so."
      },
      footer = {"", "Example:", "  mediflow package list"})
  int list() {
    for (EhrPackage one : Packages.bundled().all()) {
      PackageLines.of(one).forEach(this::say);
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Looks packages through, file by file, and names each problem with file and line.",
        "Without PACKAGE all of this build. Exits with 1 when there is any problem."
      },
      footer = {"", "Examples:", "  mediflow package lint", "  mediflow package lint my-ehr/ smart-r4"})
  int lint(@Parameters(paramLabel = "PACKAGE", arity = "0..*", description = "a package's folder or name") List<String> named) {
    List<String> all = named == null ? Packages.bundled().all().stream().map(EhrPackage::name).distinct().toList() : named;
    int problems = 0;
    for (String one : all) {
      List<String> found = PackageArgument.problems(one);
      found.forEach(this::say);
      problems += found.size();
      if (found.isEmpty()) {
        say(one + ": no problems");
      }
    }
    if (problems > 0) {
      throw new Failure(problems + (problems == 1 ? " problem" : " problems") + " found; each line above says what to do.");
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Runs the golden cases of packages: what an input comes to must be what its expected.json holds.",
        "They are golden/INTERFACE/read|create|update/CASE. --write makes the expected.json of a case that has none: read it",
        "before you keep it. Exits with 1 when a case differs."
      },
      footer = {"", "Examples:", "  mediflow package test my-ehr/", "  mediflow package test my-ehr/ --write"})
  int test(
      @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "a package's folder") List<Path> folders,
      @Option(names = "--write", description = "make what a case without expected.json comes to its expectation") boolean write) {
    GoldenCheck check = new GoldenCheck(write, this::say);
    folders.forEach(check::run);
    if (check.cases() == 0) {
      throw new Failure("There is no golden case under golden/INTERFACE/read, create or update;"
          + " give the folder of a package that has some.");
    }
    if (check.different() > 0) {
      throw new Failure(check.different() + " of " + check.cases() + " cases differ; each line above says from what.");
    }
    say(check.cases() + (check.cases() == 1 ? " case holds" : " cases hold")
        + (check.written() == 0 ? "" : ", " + check.written() + " of them written now"));
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints what is other in package B than in A: interfaces, rows, code maps, operations; one line each.",
        "With --records also which fields of which record of your own inputs would become other; never a value. With",
        "--connection they are mapped as this practice's are: with the interfaces that it uses, its zone, its own rows and",
        "its local build; and what of these would not run with B is named. Of a practice's inputs the system keeps only those",
        "that wait in quarantine, and these are mapped too. What was mapped is kept as records, not as it was sent: to see",
        "what B makes of it, give files with --records, for example an export of the EHR or a package's golden cases."
      },
      footer = {
        "", "Examples:", "  mediflow package diff smart-r4@1.0.0 smart-r4-next/",
        "  mediflow package diff smart-r4 my-ehr/ --records samples/ --zone America/New_York",
        "  mediflow package diff smart-r4 smart-r4-next/ --connection lakeside --records lakeside-export/"
      })
  int diff(
      @Mixin DataOption data,
      @Parameters(paramLabel = "A", description = "NAME, NAME@VERSION or a package's folder") String a,
      @Parameters(paramLabel = "B", description = "the other") String b,
      @Option(names = "--records", paramLabel = "DIR",
          description = "inputs to map by both: a file, or a folder of files, as map takes them") Path records,
      @Option(names = "--record", paramLabel = "TYPE",
          description = "only records of this type; a vendor's own documents need it") String type,
      @Option(names = "--connection", paramLabel = "ID",
          description = "as this practice's inputs are mapped, those in quarantine too (needs mediflow up)") String connection,
      @Option(names = "--zone", paramLabel = "ZONE",
          description = "zone of a time that has none (UTC, or the connection's)") String zone) {
    if (records == null && connection == null && (type != null || zone != null)) {
      throw new Failure(ExitCode.USAGE,
          "--record and --zone say how inputs are mapped; name them with --records DIR, or the practice with --connection ID.");
    }
    EhrPackage before = PackageArgument.find(a).ehr();
    EhrPackage after = PackageArgument.find(b).ehr();
    List<PackageDiff.Change> changes = PackageDiff.of(before, after);
    say(before.stamp() + " -> " + after.stamp() + ": "
        + (changes.isEmpty() ? "nothing differs" : changes.size() + " differences"));
    changes.forEach(one -> say("  " + one.kind().name().toLowerCase(Locale.ROOT) + "  " + one.where()
        + (one.what().isEmpty() ? "" : ": " + one.what())));
    if (connection != null) {
      ofConnection(before, after, type, connection, zone, records, data);
    } else if (records != null) {
      RecordDiff diff = new RecordDiff(before, after, new RecordDiff.Ways(Overlay.NONE, Set.of(),
          MapCommand.zone(zone == null ? "UTC" : zone), MapCommand.only(type)), this::say);
      diff.compare(records.toString());
      said(diff);
    }
    return ExitCode.DONE;
  }

  private void ofConnection(
      EhrPackage before, EhrPackage after, String type, String connection, String zone, Path records, DataOption data) {
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      new Mapper().check(after, own.overlay()).forEach(one -> say("  the practice's own: " + one.remedy()));
      RecordDiff diff = new RecordDiff(before, after, new RecordDiff.Ways(own.overlay(), own.interfaces(),
          zone == null ? own.connection().zone() : MapCommand.zone(zone), MapCommand.only(type)), this::say);
      if (records != null) {
        diff.compare(records.toString());
      }
      diff.compare(own.stores().quarantine(), own.stores().bodies(), connection);
      said(diff);
    }
  }

  private void said(RecordDiff diff) {
    say(diff.different() + " of " + diff.inputs() + " inputs would be mapped otherwise");
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
