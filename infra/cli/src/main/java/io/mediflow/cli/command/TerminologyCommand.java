package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.terminology.CodeArgument;
import io.mediflow.cli.terminology.Kind;
import io.mediflow.cli.terminology.Loading;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.Target;
import io.mediflow.model.terminology.TerminologyStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Code systems: loads official files, lists and looks into what is loaded. */
@Command(
    name = "terminology",
    description = "Loads code systems from their official files, lists them, finds a code.",
    synopsisSubcommandLabel = "(load | list | find)",
    footer = {
      "", "Examples:", "  mediflow terminology load cvx cvx.txt --release 2026-03 --accept-licence", "  mediflow terminology list"
    })
public final class TerminologyCommand implements Runnable {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: load, list or find.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Loads a release of a code system from its official file.",
        "PATH is a file, a folder, or the .zip as it was downloaded.",
        "The release that is in force stays until the new one is stored whole, also when this is killed: then run it again.",
        "Lines that cannot be read are left out, counted and named; a file with many of them is refused."
      },
      footer = {
        "", "Kinds and their files:", "  rxnorm          RXNCONSO.RRF and RXNSAT.RRF of NLM's RxNorm release",
        "  snomed-icd10cm  tls_Icd10cmHumanReadableMap_*.tsv (or the extended map snapshot) of NLM's map",
        "  ndc             product.txt and package.txt of the FDA's ndctext.zip", "  cvx             cvx.txt of the CDC",
        "  icd10cm         icd10cm_order_YYYY.txt of CMS", "",
        "Examples:", "  mediflow terminology load icd10cm 2026-code-descriptions.zip --release 2026 --accept-licence",
        "  mediflow terminology load rxnorm RxNorm_full_03022026.zip --release 2026-03-02 --accept-licence"
      })
  int load(
      @Mixin DataOption data,
      @Option(names = "--release", required = true, paramLabel = "VERSION",
          description = "which release it is, as its publisher names it")
      String version,
      @Option(names = "--accept-licence",
          description = "you may use the files under the licence of their kind; your user name is kept with it")
      boolean accepted,
      @Parameters(paramLabel = "KIND", description = "rxnorm, snomed-icd10cm, ndc, cvx or icd10cm") String kindName,
      @Parameters(paramLabel = "PATH", description = "a file, a folder or a .zip") Path path) {
    Kind kind = Kind.of(kindName);
    if (!accepted) {
      throw new Failure(ExitCode.USAGE, "This loads " + kind.title() + ". " + kind.licence()
          + " Say that you may use it with --accept-licence.");
    }
    if (version.isBlank() || version.length() > 100) {
      throw new Failure(ExitCode.USAGE, "--release must name the version in 1 to 100 characters, for example 2026-03.");
    }
    DataFolder folder = DataFolder.existing(data.path());
    try (Stores stores = Stores.of(RunFile.running(folder))) {
      Path temporary = folder.folder("temporary"); // not the machine's own, which may be small and in memory
      PrintWriter progress = spec.commandLine().getErr();
      Loading.Loaded loaded = new Loading(stores.terminology(temporary), Clock.systemUTC(), progress, temporary)
          .load(kind, path, version.strip(), System.getProperty("user.name", "unknown"));
      say("Loaded %s: %,d codes from %,d lines, %,d lines left out. It is in force.".formatted(
          line(loaded.release()), loaded.release().concepts(), loaded.lines(), loaded.wrong()));
    } catch (SdkException gone) {
      throw new Failure("The system stopped answering while " + kind.label()
          + " was stored. The release before it stays in force; see that mediflow up runs, then load it again.");
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "Lists the releases that are in force.",
      footer = {"", "Example:", "  mediflow terminology list"})
  int list(@Mixin DataOption data) {
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      List<Release> releases = stores.terminology().releases();
      if (releases.isEmpty()) {
        spec.commandLine().getErr().println("Nothing is loaded. See: mediflow terminology load --help");
      }
      releases.forEach(one -> say("%s  %,d codes, loaded %s%s".formatted(line(one), one.concepts(), one.loadedAt(),
          one.origin().licence().map(by -> ", licence acknowledged by " + by.who() + " " + by.when()).orElse(""))));
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints as JSON what the loaded releases say of a code.",
      footer = {
        "", "Examples:", "  mediflow terminology find icd10cm E11.9",
        "  mediflow terminology find http://snomed.info/sct 38341003"
      })
  int find(
      @Mixin DataOption data,
      @Parameters(paramLabel = "SYSTEM", description = "rxnorm, ndc, snomed, icd10cm, cvx, or the system's FHIR URL")
      String system,
      @Parameters(paramLabel = "CODE", description = "an NDC with its hyphens or with 11 digits") String text) {
    Code code = CodeArgument.of(system, text);
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      TerminologyStore store = stores.terminology();
      Concept concept = store.find(Set.of(code)).get(code);
      if (concept == null) {
        throw new Failure("No loaded release knows " + code.code() + " of " + code.system()
            + ". See which there are with: mediflow terminology list");
      }
      Set<Code> targets = concept.targets().stream().map(Target::code).collect(Collectors.toSet());
      say(json(concept, store.find(targets)).toPrettyString());
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(Concept one, Map<Code, Concept> known) {
    ObjectNode tree = JSON.createObjectNode().put("system", one.code().system()).put("code", one.code().code())
        .put("display", one.display()).put("active", one.active());
    for (Target target : one.targets()) {
      String display = target.display().isEmpty() && known.containsKey(target.code())
          ? known.get(target.code()).display() : target.display();
      ObjectNode node = tree.withArray("targets").addObject()
          .put("system", target.code().system()).put("code", target.code().code()).put("display", display)
          .put("equivalence", target.equivalence().name().toLowerCase(Locale.ROOT));
      if (!target.note().isEmpty()) {
        node.put("note", target.note());
      }
    }
    return tree;
  }

  private static String line(Release one) {
    return one.name() + " " + one.origin().version() + " (" + one.origin().file() + ", sha-256 " + one.origin().sha256() + ")";
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
