package io.mediflow.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.cli.connection.ConnectionFile;
import io.mediflow.cli.connection.ConnectionPlan;
import io.mediflow.cli.connection.ConnectionSetup;
import io.mediflow.cli.connection.EhrProbe;
import io.mediflow.cli.connection.OverlaySetup;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.store.Page;
import io.mediflow.packages.Format;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.SubscribeSpec;
import io.mediflow.packages.plan.Sizes;
import io.mediflow.packages.plan.SyncPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Practices: adds, lists and shows them. */
@Command(
    name = "connection",
    description = "Adds, lists and shows practices, and sets what is their own.",
    synopsisSubcommandLabel = "(add | list | show | overlay)",
    footer = {"", "Examples:", "  mediflow connection add lakeside.yaml", "  mediflow connection list"})
public final class ConnectionCommand implements Runnable {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add, list, show or overlay.");
  }

  @Command(
      mixinStandardHelpOptions = true, // here, since picocli counts a method's parameters after them
      description = {
        "Adds the practice that FILE (YAML or JSON) describes.",
        "Checks everything first, asks the EHR's /metadata, makes the signing key and the webhook secret, and stores the",
        "connection last: it is there whole or not at all. It is refused where its plan is (mediflow plan --help says when),",
        "with the nearest plan that works; --accept-plan adds it even so."
      },
      footer = {
        "An HL7 v2 feed is sent to us, so of its interface the file says no more than webhook: true, and every.",
        "", "A file:", "  id: lakeside", "  name: Lakeside Family Practice", "  package: smart-r4", "  zone: America/New_York",
        "  interfaces:", "    fhir:", "      base: https://ehr.example/fhir", "      client-id: mediflow-lakeside",
        "      signing-key: lakeside      # optional; made when it is missing", "      webhook: true              # optional",
        "      every: {encounter: hourly} # optional: near-real-time, hourly, nightly, or PT1M to PT24H;",
        "                                     # of what is only sent to us, how long silence is normal: PT15M to P14D",
        "      settings: {NAME: VALUE}    # what the package asks for, and says so; group: the Group that the EHR exports in bulk",
        "  applications:                  # optional", "    - id: scheduling", "      name: Scheduling",
        "      reads: [patient, appointment]", "      writes: [appointment.create]",
        "  overlay: lakeside-overlay.yaml # optional: the practice's own fields",
        "", "Examples:", "  mediflow connection add lakeside.yaml", "  mediflow connection add lakeside.yaml --no-check",
        "  mediflow connection add lakeside.yaml --roster 8000 --hot-set 240"
      })
  int add(
      @Mixin DataOption data,
      @Option(names = "--no-check", description = "do not ask the EHR before it is stored") boolean noCheck,
      @Option(names = "--accept-plan", description = "add it although its plan is refused") boolean acceptPlan,
      @Mixin SizesOption sizes,
      @Parameters(paramLabel = "FILE", description = "what describes the practice") Path file) {
    ConnectionPlan plan = ConnectionFile.read(file, Packages.bundled());
    sizes.refuseWrong();
    SyncPlan synced = ConnectionSetup.synced(plan, sizes.or(new Sizes(0, 0, 0, 0)));
    if (!synced.holds()) {
      say("The plan of " + plan.id() + " is refused:");
      PlanLines.refusals(synced).forEach(this::say);
      if (!acceptPlan) {
        throw new Failure("Mend its file where something above says how; what no plan follows, agree on with the practice,"
            + " and add it even so with --accept-plan. Nothing was stored.");
      }
    }
    RunFile run = RunFile.running(DataFolder.existing(data.path()));
    if (!noCheck) {
      plan.ways().stream().filter(way -> !isFeed(plan, way)).forEach(EhrProbe::check);
    }
    try (Stores stores = Stores.of(run)) {
      new ConnectionSetup(stores).add(plan);
      stores.tick("scheduled-polling");
      say("Added " + plan.id() + ". At the EHR:");
      for (ConnectionPlan.Way way : plan.ways()) {
        if (!isFeed(plan, way)) {
          say("  client " + way.clientId() + ": register the key set " + run.api() + "/.well-known/jwks.json");
        }
        if (way.settings().containsKey(SubscribeSpec.ADDRESS)) {
          plan.ehr().interfaces().get(way.name()).hook().flatMap(HookSpec::subscribe).orElseThrow().criteria().forEach((type, criteria) ->
              say("  " + type.label() + ": we subscribe to " + String.join(", ", criteria) + " ourselves (mediflow subscription list "
                  + plan.id() + ")"));
        } else if (way.webhook()) {
          say("  webhook: " + run.api() + "/hooks/" + plan.id() + "/" + way.name() + HookWords.told(
              plan.ehr().interfaces().get(way.name()).hook().orElseThrow(),
              stores.secret(ConnectionSetup.hookSecret(plan.id(), way.name()))));
        }
      }
    }
    return ExitCode.DONE;
  }

  /** It is sent to us: nothing is called, and we sign in nowhere. */
  private static boolean isFeed(ConnectionPlan plan, ConnectionPlan.Way way) {
    return plan.ehr().interfaces().get(way.name()).format() == Format.HL7V2;
  }

  @Command(mixinStandardHelpOptions = true, description = "Lists the practices.",
      footer = {"", "Example:", "  mediflow connection list"})
  int list(@Mixin DataOption data) {
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      String cursor = null;
      do {
        Page<Connection> page = stores.connections().page(cursor, 100);
        page.items().forEach(one -> say("%-40s %-14s %s%s".formatted(
            one.id(), one.packageName() + "@" + one.packageMajor(), one.name(), one.paused() ? " (paused)" : "")));
        cursor = page.cursor().orElse(null);
      } while (cursor != null);
    }
    return ExitCode.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows one practice as JSON.",
      footer = {"", "Example:", "  mediflow connection show sample-practice"})
  int show(@Mixin DataOption data, @Parameters(paramLabel = "ID", description = "the connection's id") String id) {
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      say(json(stores.connection(id), stores.connections().overlay(id)).toPrettyString());
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Sets what is a practice's own: mapping rows for its custom fields, and its local build.",
        "The local build is visit types, locations and departments with their zones, providers, note types, cancel reasons,",
        "payers and charge codes. All is used both ways from the next change on. The file is checked against the connection's",
        "package first; its version must be newer."
      },
      footer = {
        "", "A file:", "  version: 2", "  patient:", "    - field: custom.pharmacy",
        "      path: extension('https://practice.example/pharmacy').value.ofType(string)", "      codec: text",
        "  hl7v2:                         # rows of HL7 v2 interfaces; json: likewise", "    patient:",
        "      - {field: custom.pharmacy, path: ZPH-2, codec: text, direction: read}",
        "  local:", "    visit-types:", "      - {ours: new-patient, ehr: \"101\", title: New patient}",
        "    locations:", "      - {ours: main-street, ehr: Location/12, zone: America/Chicago}",
        "", "Examples:", "  mediflow connection overlay lakeside lakeside-overlay.yaml", "  mediflow local-build lakeside"
      })
  int overlay(
      @Mixin DataOption data,
      @Parameters(paramLabel = "ID", description = "the connection's id") String id,
      @Parameters(paramLabel = "FILE", description = "the overlay, YAML") Path file) {
    try (Stores stores = Stores.of(RunFile.running(DataFolder.existing(data.path())))) {
      Overlay laid = new OverlaySetup(stores).put(stores.connection(id), file);
      say("Version " + laid.version() + " of the overlay of " + id + " is in force: "
          + laid.rows().values().stream().flatMap(one -> one.values().stream()).mapToInt(List::size).sum() + " rows, "
          + laid.local().values().stream().mapToInt(one -> one.entries().size()).sum() + " local entries.");
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(Connection one, Optional<String> overlay) {
    ObjectNode tree = JSON.createObjectNode()
        .put("id", one.id()).put("name", one.name()).put("package", one.packageName() + "@" + one.packageMajor())
        .put("zone", one.zone().getId()).put("paused", one.paused());
    ObjectNode interfaces = tree.putObject("interfaces");
    for (EhrInterface way : one.interfaces()) {
      ObjectNode node = interfaces.putObject(way.name())
          .put("base", way.base().toString()).put("client-id", way.clientId()).put("signing-key", way.signingKey());
      way.scopes().forEach(node.withArray("scopes")::add);
      node.put("webhook", !way.hookSecret().isEmpty());
      if (!way.settings().isEmpty()) {
        way.settings().forEach(node.putObject("settings")::put);
      }
      if (!way.intervals().isEmpty()) {
        ObjectNode every = node.putObject("every");
        way.intervals().forEach((type, interval) -> every.put(type.label(), interval.toString()));
      }
    }
    overlay.ifPresent(yaml -> tree.put("overlay", yaml));
    return tree;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
