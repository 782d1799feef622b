package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

  private final StringWriter said = new StringWriter();
  private final Story story = new Story(new Terminal(new PrintWriter(said), false));

  private record Step(String title, List<Check> checks) implements StoryStep {}

  @Test
  void aStepThatBrokeLeavesTheNextOneItsTurn() {
    List<StoryStep> steps = List.of(step("1. One", new Check.Broken("two, not three")), step("2. Two", null));
    story.play(steps);
    assertFalse(story.table(steps));
    assertTrue(said.toString().contains("(two, not three)"), said.toString());
    assertEquals(List.of("0/1 BROKE", "1/1 held"), table());
  }

  @Test
  void whatTheLaterStepsNeedEndsTheStoryWithTheReason() {
    List<StoryStep> steps = List.of(step("1. One", new Check.Ended("230 of 374", "Later, please.")), step("2. Two", null));
    story.play(steps);
    assertFalse(story.table(steps));
    assertTrue(said.toString().contains("(230 of 374)"), said.toString());
    assertTrue(said.toString().lines().anyMatch("Later, please."::equals), said.toString());
    assertEquals(List.of("0/1 BROKE", "0/1 not played"), table());
  }

  private static Step step(String title, RuntimeException broken) {
    return new Step(title, List.of(new Check("all is there", () -> {
      if (broken != null) {
        throw broken;
      }
      return "";
    })));
  }

  private List<String> table() {
    return said.toString().lines().filter(line -> line.matches("\\d\\. .*\\d/\\d.*"))
        .map(line -> line.replaceAll("^.* (\\d/\\d) +[0-9.,]+ s +", "$1 ")).toList();
  }
}
