package io.mediflow.cli.demo;

import io.mediflow.cli.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays steps in order and tells what held. */
final class Story {

  /** What became of one check. */
  private record Row(String step, String check, boolean held, String seen, Duration took, Optional<String> ended) {

    private Row(String step, String check, boolean held, String seen, Duration took) {
      this(step, check, held, seen, took, Optional.empty());
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Terminal terminal;

  Story(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Plays all steps; a step whose check broke goes no further, the next step still does, unless it cannot. */
  void play(List<StoryStep> steps) {
    for (StoryStep step : steps) {
      terminal.say("");
      terminal.say(step.title());
      for (Check check : step.checks()) {
        Row row = played(step, check);
        rows.add(row);
        terminal.say("  %-5s %6s  %s%s".formatted(row.held() ? "held" : "BROKE", seconds(row.took()), check.name(),
            row.seen().isEmpty() ? "" : " (" + row.seen() + ")"));
        if (row.ended().isPresent()) {
          terminal.say("");
          terminal.say(row.ended().get());
          return;
        }
        if (!row.held()) {
          break;
        }
      }
    }
  }

  private static Row played(StoryStep step, Check check) {
    long start = System.nanoTime();
    try {
      String seen = check.proof().look();
      return new Row(step.title(), check.name(), true, seen, since(start));
    } catch (Check.Ended ended) {
      return new Row(step.title(), check.name(), false, ended.getMessage(), since(start), Optional.of(ended.why()));
    } catch (Check.Broken broken) {
      return new Row(step.title(), check.name(), false, broken.getMessage(), since(start));
    } catch (RuntimeException failed) {
      return new Row(step.title(), check.name(), false,
          failed.getClass().getSimpleName() + ": " + failed.getMessage(), since(start));
    }
  }

  /** One line per step, checks that held and time; true when every check of every step held. */
  boolean table(List<StoryStep> steps) {
    terminal.say("");
    terminal.say("%-72s %7s %8s".formatted("step", "checks", "time"));
    boolean whole = true;
    for (StoryStep step : steps) {
      List<Row> own = rows.stream().filter(row -> row.step().equals(step.title())).toList();
      long held = own.stream().filter(Row::held).count();
      int all = step.checks().size();
      Duration took = own.stream().map(Row::took).reduce(Duration.ZERO, Duration::plus);
      terminal.say("%-72s %7s %8s  %s".formatted(step.title(), held + "/" + all, seconds(took),
          own.isEmpty() ? "not played" : held == all ? "held" : "BROKE"));
      whole &= held == all;
    }
    return whole;
  }

  static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
