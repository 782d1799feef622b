package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Mediflow;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the command line. */
record Ran(int exitCode, String out, String err) {

  static Ran of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Mediflow.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] texts = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return new Ran(line.execute(texts), out.toString(), err.toString());
  }

  Ran well() {
    assertEquals(0, exitCode, err);
    return this;
  }

  /** It failed with a sentence that says this, and no stack trace. */
  void failed(int code, String said) {
    assertEquals(code, exitCode, err + out);
    assertTrue(err.contains(said), err);
    assertTrue(err.startsWith("mediflow: ") || err.startsWith("{"), err);
    assertFalse(err.contains("\tat "), err);
  }
}
