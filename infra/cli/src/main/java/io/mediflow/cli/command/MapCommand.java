package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.map.MapRun;
import io.mediflow.cli.map.ReverseRun;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Maps whatever an EHR sends, with nothing running. */
@Command(
    name = "map",
    description = {
      "Maps what an EHR sends (FILE, the files of a folder, or - for standard input) with its package.",
      "Prints one JSON line for each input, with its records, its problems and, when asked for, what no record carries",
      "(loss). An input is a FHIR resource (alone, in a Bundle, or one a line), an HL7 v2 message (alone or in a batch), or",
      "a vendor's own JSON document (say which --record it holds). Record ids stand as TYPE/SOURCE-ID here. Exits with 1",
      "when something could not be mapped; resources that the package does not read are listed as skipped."
    },
    footer = {
      "", "Examples:", "  mediflow map --package smart-r4 patient.json",
      "  mediflow map --package smart-r4 --loss --record appointment --zone America/New_York bundle.json",
      "  mediflow map --package smart-r4 patient.json | mediflow map --package smart-r4 --reverse -"
    })
public final class MapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--package", paramLabel = "NAME",
      description = "the EHR package, NAME or NAME@MAJOR; needed without --connection")
  private String packageName;

  @Option(names = "--connection", paramLabel = "ID",
      description = "with this practice's package, zone and overlay (needs mediflow up)")
  private String connection;

  @Option(names = "--overlay", paramLabel = "YAML", description = "with the practice's own rows and local build in this file")
  private Path overlay;

  @Option(names = "--interface", paramLabel = "NAME",
      description = "the package's interface; else the first one of the input's format")
  private String interfaceName;

  @Option(names = "--record", paramLabel = "TYPE", description = "only records of this type, for example patient")
  private String record;

  @Option(names = "--zone", paramLabel = "ZONE", description = "zone of a time that has none, for example America/New_York (UTC)")
  private String zone;

  @Option(names = "--loss", description = "name every place of the input that no record carries")
  private boolean loss;

  @Option(names = "--reverse", description = "FILE holds records, as map prints them; print what would be written to the EHR")
  private boolean reverse;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files or folders to map, or - for standard input")
  private List<String> files;

  @Override
  public Integer call() {
    MapRun.Request request = connection == null ? given() : ofConnection();
    PrintWriter out = spec.commandLine().getOut();
    int refused;
    int inputs;
    if (reverse) {
      ReverseRun run = new ReverseRun(request, out);
      run.write(files);
      refused = run.refused();
      inputs = run.inputs();
    } else {
      MapRun run = new MapRun(request, out);
      run.map(files);
      refused = run.refused();
      inputs = run.inputs();
    }
    if (refused > 0) {
      spec.commandLine().getErr().println("mediflow: " + refused + " could not be mapped, in " + inputs
          + (inputs == 1 ? " input" : " inputs") + "; their lines say why, under \"problems\".");
    }
    return refused == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private MapRun.Request given() {
    if (packageName == null) {
      throw new Failure(ExitCode.USAGE, "Say which EHR package maps: --package NAME, or --connection ID.");
    }
    EhrPackage ehr = ehrPackage(packageName);
    return request(ehr, overlay == null ? Overlay.NONE : overlay(overlay), zone == null ? "UTC" : zone);
  }

  private MapRun.Request ofConnection() {
    try (OpenPractice own = OpenPractice.of(data, connection)) {
      return request(own.ehr(), overlay == null ? own.overlay() : overlay(overlay),
          zone == null ? own.connection().zone().getId() : zone);
    }
  }

  private MapRun.Request request(EhrPackage ehr, Overlay laid, String zoneName) {
    if (interfaceName != null && !ehr.interfaces().containsKey(interfaceName)) {
      throw new Failure(ExitCode.USAGE, "The package " + ehr.stamp() + " has no interface " + interfaceName + "; it has "
          + String.join(", ", ehr.interfaces().keySet()) + ".");
    }
    return new MapRun.Request(ehr, laid, zone(zoneName), Optional.ofNullable(interfaceName),
        only(record), loss);
  }

  static Overlay overlay(Path file) {
    try {
      return OverlayParser.parse(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw Failure.noFile(file);
    } catch (IOException unreadable) {
      throw new Failure("There is no readable overlay " + file + ".");
    } catch (PackageException wrong) {
      throw new Failure(file + " cannot be used: " + wrong.getMessage() + ".");
    }
  }

  static EhrPackage ehrPackage(String named) {
    Packages bundled = Packages.bundled();
    String name = named.contains("@") ? named.substring(0, named.indexOf('@')) : named;
    String major = named.contains("@") ? named.substring(named.indexOf('@') + 1) : "";
    return bundled.all().stream()
        .filter(one -> one.name().equals(name) && (major.isEmpty() || major.equals(String.valueOf(one.major()))))
        .reduce((older, newer) -> newer.major() > older.major() ? newer : older)
        .orElseThrow(() -> new Failure(ExitCode.USAGE, "There is no EHR package " + named + "; there are: "
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

  /** @param label of a record type, or null for any */
  static Optional<RecordType> only(String label) {
    return Optional.ofNullable(label).map(RecordsCommand::type);
  }
}
