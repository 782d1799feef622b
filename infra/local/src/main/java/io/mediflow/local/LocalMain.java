package io.mediflow.local;

import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.EmbeddedFailure;
import io.mediflow.embedded.TemplateReader;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;

/**
 * Starts the embedded parts, then Quarkus with every room on top of them. On standard output it says {@code READY {json}} or
 * {@code FAILED sentence}, and nothing else.
 */
@QuarkusMain
public final class LocalMain {

  private LocalMain() {}

  public static void main(String... arguments) {
    ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(0)); // what was acknowledged is on disk
    try {
      Settings settings = Settings.fromProperties();
      Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::run);
      TemplateReader template = TemplateReader.read(settings.template());
      EmbeddedAws aws = EmbeddedAws.start(template, EmbeddedAws.Options.onDisk(settings.data().resolve("aws")));
      Map<String, String> config = LocalConfig.of(settings, aws);
      config.forEach(System::setProperty); // before Quarkus reads its configuration
      LocalApplication.prepare(settings, Wiring.of(template), config);
      Quarkus.run(LocalApplication.class, (code, thrown) -> {
        if (thrown != null) {
          failed("The system could not start; its log says why (" + thrown.getClass().getSimpleName() + ").");
        }
        aws.close();
        Runtime.getRuntime().halt(code);
      });
    } catch (EmbeddedFailure | IllegalArgumentException told) {
      failed(told.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  static void failed(String sentence) {
    System.out.println("FAILED " + sentence);
    System.out.flush();
  }
}
