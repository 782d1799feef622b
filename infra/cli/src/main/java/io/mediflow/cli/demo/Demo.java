package io.mediflow.cli.demo;

import io.mediflow.cli.Failure;
import io.mediflow.cli.Terminal;
import io.mediflow.cli.run.LocalSystem;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole demonstration: a system of its own, the six steps, the table. */
public final class Demo {

  /** At the usual time scale the whole story, from the start of the system on, may take so long. */
  static final Duration LONGEST = Duration.ofSeconds(120);
  static final double USUAL_TIME_SCALE = 40;

  private final Terminal terminal;
  private final double timeScale;
  private final boolean keep;

  public Demo(Terminal terminal, double timeScale, boolean keep) {
    this.terminal = terminal;
    this.timeScale = timeScale;
    this.keep = keep;
  }

  /** True when every step held, and in time. */
  public boolean play() {
    long start = System.nanoTime();
    Path folder = folder();
    terminal.say("Time scale " + timeScale + ": schedules, thresholds and settle times are that much shorter (a minute is "
        + Story.seconds(Duration.ofNanos((long) (60e9 / timeScale))) + ").");
    terminal.say("Starting in " + folder + " ...");
    boolean held = false;
    try (LocalSystem system = LocalSystem.start(
        new LocalSystem.Options(folder, Optional.of(0), Optional.of(0), timeScale, true))) {
      Thread stop = new Thread(system::close);
      Runtime.getRuntime().addShutdownHook(stop);
      SandboxEhr ehr = SamplePractice.connect(system);
      terminal.say("Started and connected after " + Story.seconds(Duration.ofNanos(System.nanoTime() - start)) + ".");
      try (World world = new World(system, ehr)) {
        held = story(world);
      }
      terminal.say("");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      terminal.say("%s in %s.".formatted(held ? "Every step held," : "Not every step held,", Story.seconds(took)));
      Optional<String> tooLong = held ? tooLong(took, timeScale) : Optional.empty();
      tooLong.ifPresent(terminal::say);
      held &= tooLong.isEmpty();
      Runtime.getRuntime().removeShutdownHook(stop);
    } finally {
      if (held && !keep) {
        delete(folder);
      } else {
        terminal.say("Data and logs: " + folder);
      }
    }
    return held;
  }

  /** What to say when the whole story took too long; only the usual time scale has a limit. */
  static Optional<String> tooLong(Duration took, double timeScale) {
    return timeScale == USUAL_TIME_SCALE && took.compareTo(LONGEST) > 0
        ? Optional.of(
            "The demo failed: it took " + Story.seconds(took) + ", and may take " + Story.seconds(LONGEST) + " at most.")
        : Optional.empty();
  }

  private boolean story(World world) {
    List<StoryStep> steps = List.of(
        new FirstSyncStep(world, terminal), new FrontDeskStep(world), new WriteStep(world), new ConflictStep(world),
        new BadInputStep(world), new OutageStep(world));
    Story story = new Story(terminal);
    story.play(steps);
    return story.table(steps);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("mediflow-demo");
    } catch (IOException full) {
      throw new Failure("No temporary folder can be made in " + System.getProperty("java.io.tmpdir") + ": is the disk full?");
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException stays) {
      // a temporary folder: the machine clears it away
    }
  }
}
