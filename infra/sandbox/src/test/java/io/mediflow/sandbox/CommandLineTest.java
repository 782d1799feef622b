package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void wrongValuesAreSaidInASentence() {
    for (List<String> wrong : List.of(
        List.of("--client", "no-equals-sign"),
        List.of("--client", "app=no-such-folder/keys.json"),
        List.of("--client", "app=http://ehr.example.com/jwks"),
        List.of("--zone", "Mars"),
        List.of("--time-scale", "0"),
        List.of("--port", "70000"))) {
      String said = run(1, wrong);
      assertTrue(said.lines().count() == 1, said);
    }
    assertTrue(run(2, List.of("--port", "many")).contains("Usage"));
  }

  @Test
  void aTakenPortIsSaidInASentence() {
    try (Sandbox sandbox = Sandbox.start(Options.defaults().withoutSeedData())) {
      String port = Integer.toString(sandbox.base().getPort());
      String said = run(1, List.of("--port", port));
      assertTrue(said.startsWith("Port " + port) && said.lines().count() == 1, said);
    }
  }

  private static String run(int code, List<String> options) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertEquals(code, CommandLine.run(options.toArray(String[]::new)), options::toString);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
