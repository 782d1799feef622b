package io.mediflow.bench;

import io.mediflow.bench.scale.ScaleModel;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code path [--disk]}: a change's way to its record; {@code webhook [--disk]}: a notification's to its answer; {@code first-load
 * [PATIENTS]}: a practice's first load; {@code native EMULATOR [BARE]}: executables under the Lambda emulator; {@code scale}: many
 * practices on paper.
 */
@QuarkusMain
public class BenchMain implements QuarkusApplication {

  /** Where nobody answers: the benchmarks but the first load ask no EHR. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/fhir");

  private static EmbeddedAws aws;
  private static Surroundings around;
  private static Path folder;

  private final Instance<ChangePath> path;
  private final Instance<WebhookPath> webhook;
  private final Instance<FirstLoad> firstLoad;
  private final DynamoDbClient dynamo;

  BenchMain(Instance<ChangePath> path, Instance<WebhookPath> webhook, Instance<FirstLoad> firstLoad, DynamoDbClient dynamo) {
    this.firstLoad = firstLoad;
    this.dynamo = dynamo;
    this.path = path;
    this.webhook = webhook;
  }

  public static void main(String... args) throws Exception {
    if (List.of(args).contains("scale")) {
      ScaleModel.print(System.out);
      return;
    }
    if (args.length > 2 && args[0].equals(Surroundings.ARGUMENT)) {
      Surroundings.main(Path.of(args[1]), Integer.parseInt(args[2]));
      return;
    }
    folder = Files.createTempDirectory("mediflow-bench");
    if (List.of(args).contains("first-load")) {
      around = Surroundings.start(folder, patients(args));
      around.settings().forEach(System::setProperty);
      Quarkus.run(BenchMain.class, args);
      return;
    }
    boolean disk = List.of(args).contains("--disk");
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(),
        new EmbeddedAws.Options(disk ? Optional.of(folder.resolve("aws")) : Optional.empty(), 0, 0));
    Practice.settings(aws, folder).forEach(System::setProperty);
    Quarkus.run(BenchMain.class, args);
  }

  private static int patients(String... args) {
    return args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
  }

  @Override
  public int run(String... args) throws Exception {
    if (around != null) {
      try (Surroundings ours = around) {
        Practice.connect(dynamo, URI.create(ours.settings().get(Surroundings.EHR)));
        firstLoad.get().measure(ours, patients(args));
        return 0;
      }
    }
    try (EmbeddedAws ours = aws) {
      Practice.connect(dynamo, NOWHERE);
      switch (args.length == 0 ? "" : args[0]) {
        case "path" -> path.get().measure(ours, args.length > 1 ? "persistent queue" : "in-memory queue");
        case "webhook" -> webhook.get().measure(ours, args.length > 1 ? "persistent queue" : "in-memory queue");
        case "native" -> {
          return new NativeRun(ours, folder, Path.of(args[1])).run(args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty());
        }
        default -> {
          System.err.println("usage: infra/bench/run path | webhook | first-load | native | scale");
          return 2;
        }
      }
      return 0;
    }
  }
}
