package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.MappedFile;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Maps resources of a file, with nothing running. */
@Command(
    name = "map",
    description = {
      "Maps the resources of FILE with an EHR package and prints records and problems as JSON.",
      "FILE is one FHIR resource, a Bundle, or one resource a line (NDJSON). Record ids stand as TYPE/SOURCE-ID here.",
      "Exits with 1 when a resource could not be mapped; resources that the package does not read are listed as passed over."
    },
    footer = {
      "", "Examples:", "  mediflow map --package smart-r4 patient.json",
      "  mediflow map --package smart-r4 --record appointment --zone America/New_York bundle.json"
    })
public final class MapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--package", required = true, paramLabel = "NAME", description = "the EHR package, NAME or NAME@MAJOR")
  private String packageName;

  @Option(names = "--record", paramLabel = "TYPE", description = "only records of this type; see mediflow records")
  private String record;

  @Option(
      names = "--zone", paramLabel = "ZONE", defaultValue = "UTC",
      description = "zone of a time that has none, for example America/New_York (default: ${DEFAULT-VALUE})")
  private String zone;

  @Parameters(paramLabel = "FILE", description = "the file to map")
  private Path file;

  @Override
  public Integer call() {
    MappedFile mapped = new MappedFile(
        ehrPackage(packageName), zone(zone), Optional.ofNullable(record).map(RecordsCommand::type));
    MappedFile.Result result = mapped.map(file);
    spec.commandLine().getOut().println(result.json());
    return result.whole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  static EhrPackage ehrPackage(String named) {
    Packages bundled = Packages.bundled();
    String name = named.contains("@") ? named.substring(0, named.indexOf('@')) : named;
    String major = named.contains("@") ? named.substring(named.indexOf('@') + 1) : "";
    return bundled.all().stream()
        .filter(one -> one.name().equals(name) && (major.isEmpty() || major.equals(String.valueOf(one.major()))))
        .reduce((older, newer) -> newer.major() > older.major() ? newer : older)
        .orElseThrow(() -> new Failure("There is no EHR package " + named + "; there are: "
            + bundled.all().stream().map(one -> one.name() + "@" + one.major()).sorted().collect(Collectors.joining(", "))
            + ". Check the spelling."));
  }

  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new Failure("There is no time zone " + name + "; use an IANA name, for example America/New_York.");
    }
  }
}
