package io.mediflow.bench;

import io.mediflow.bench.scale.ScaleModel;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code path [--disk]}: a change's way to its record; {@code webhook [--disk]}: a notification's to its answer; {@code native
 * EMULATOR [BARE]}: executables under the Lambda emulator; {@code scale}: many practices on paper.
 */
@QuarkusMain
public class BenchMain implements QuarkusApplication {

  private static EmbeddedAws aws;
  private static Path folder;

  private final Instance<ChangePath> path;
  private final Instance<WebhookPath> webhook;

  BenchMain(Instance<ChangePath> path, Instance<WebhookPath> webhook) {
    this.path = path;
    this.webhook = webhook;
  }

  public static void main(String... args) throws Exception {
    if (List.of(args).contains("scale")) {
      ScaleModel.print(System.out);
      return;
    }
    folder = Files.createTempDirectory("mediflow-bench");
    boolean disk = List.of(args).contains("--disk");
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(),
        new EmbeddedAws.Options(disk ? Optional.of(folder.resolve("aws")) : Optional.empty(), 0, 0));
    Practice.settings(aws, folder).forEach(System::setProperty);
    Quarkus.run(BenchMain.class, args);
  }

  @Override
  public int run(String... args) throws Exception {
    try (EmbeddedAws ours = aws) {
      Practice.connect(ours);
      switch (args.length == 0 ? "" : args[0]) {
        case "path" -> path.get().measure(ours, args.length > 1 ? "persistent queue" : "in-memory queue");
        case "webhook" -> webhook.get().measure(ours, args.length > 1 ? "persistent queue" : "in-memory queue");
        case "native" -> {
          return new NativeRun(ours, folder, Path.of(args[1])).run(args.length > 2 ? Optional.of(Path.of(args[2])) : Optional.empty());
        }
        default -> {
          System.err.println("usage: infra/bench/run path | webhook | native | scale");
          return 2;
        }
      }
      return 0;
    }
  }
}
