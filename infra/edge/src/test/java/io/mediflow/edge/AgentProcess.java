package io.mediflow.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The agent as a process of its own. Its lines are read by nobody who does not ask for them, and are few. */
final class AgentProcess {

  private AgentProcess() {}

  static Process start(Path folder, Hook hook, String... more) throws IOException {
    Files.writeString(folder.resolve("secret"), Hook.SECRET + "\n");
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), EdgeCommand.class.getName(),
        "--to", hook.uri().toString(), "--secret-file", folder.resolve("secret").toString(),
        "--folder", folder.resolve("queue").toString(), "--listen", "127.0.0.1:0"));
    line.addAll(List.of(more));
    return new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
