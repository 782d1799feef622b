package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.command.DemoCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {

  @Test
  void atTheUsualTimeScaleTheStoryHasALimit() {
    assertEquals(Optional.empty(), Demo.tooLong(Demo.LONGEST, Demo.USUAL_TIME_SCALE));
    assertEquals(Optional.of("The demo failed: it took 120.5 s, and may take 120.0 s at most."),
        Demo.tooLong(Demo.LONGEST.plusMillis(500), Demo.USUAL_TIME_SCALE));
  }

  @Test
  void atAnotherItHasNone() {
    assertTrue(Demo.tooLong(Demo.LONGEST.multipliedBy(10), 1).isEmpty());
  }

  @Test
  void theUsualTimeScaleIsTheCommandsDefault() {
    String told = new CommandLine(new DemoCommand()).getCommandSpec().findOption("--time-scale").defaultValue();
    assertEquals(Demo.USUAL_TIME_SCALE, Double.parseDouble(told));
  }
}
