package io.mediflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, on a machine that has only what each test puts there. */
class LauncherTest {

  private static final List<String> TOOLS =
      List.of("dirname", "sed", "head", "find", "readlink", "rm", "mkdir", "touch");

  @TempDir private Path machine;
  private Path checkout;
  private Path tools;
  private Path jdks;

  private record Ran(int exitCode, String said) {}

  @BeforeEach
  void checkout() throws IOException {
    checkout = Files.createDirectories(machine.resolve("a folder with spaces"));
    tools = Files.createDirectories(machine.resolve("tools"));
    jdks = Files.createDirectories(machine.resolve("jdks"));
    Files.copy(Path.of("..", "..", "mediflow"), checkout.resolve("mediflow"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    for (String folder : List.of("shared", "functions", "infra")) {
      Files.createDirectories(checkout.resolve(folder));
    }
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("template.yaml"), "Resources:");
    for (String tool : TOOLS) {
      for (String place : List.of("/bin/", "/usr/bin/")) {
        if (Files.exists(Path.of(place + tool)) && !Files.exists(tools.resolve(tool))) {
          script(tools.resolve(tool), "exec " + place + tool + " \"$@\"");
        }
      }
    }
  }

  @Test
  void withoutAJdkItSaysWhatToInstall() throws Exception {
    Ran ran = run(Map.of(), "up");
    assertEquals(3, ran.exitCode());
    assertTrue(ran.said().contains("needs a JDK 21 or newer, and none was found"), ran.said());
    assertTrue(ran.said().contains("apt install"), ran.said());
  }

  @Test
  void anOldJdkIsNone() throws Exception {
    Path old = jdk("jdks/old", "17.0.15");
    Ran ran = run(Map.of("JAVA_HOME", old.toString()), "up");
    assertEquals(3, ran.exitCode());
    assertTrue(ran.said().contains("none was found"), ran.said());
  }

  @Test
  void aRuntimeWithoutACompilerIsNone() throws Exception {
    Path runtime = jdk("jdks/runtime", "25.0.1");
    Files.delete(runtime.resolve("bin/javac"));
    assertEquals(3, run(Map.of(), "up").exitCode());
  }

  @Test
  void aNamedJdkThatIsNoneIsToldAndNotReplaced() throws Exception {
    jdk("jdks/good", "25.0.1");
    Ran ran = run(Map.of("MEDIFLOW_JAVA_HOME", machine.resolve("nowhere").toString()), "up");
    assertEquals(3, ran.exitCode());
    assertTrue(ran.said().contains("MEDIFLOW_JAVA_HOME"), ran.said());
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    jdk("jdks/good", "21.0.2");
    Ran ran = run(Map.of(), "up");
    assertEquals(3, ran.exitCode());
    assertTrue(ran.said().contains("Maven (mvn) was not found"), ran.said());
  }

  @Test
  void aFailedBuildIsExitCodeFourAndIsTriedAgain() throws Exception {
    jdk("jdks/good", "21.0.2");
    maven("exit 1");
    Ran ran = run(Map.of(), "up");
    assertEquals(4, ran.exitCode());
    assertTrue(ran.said().contains("The build failed"), ran.said());
    assertEquals(4, run(Map.of(), "up").exitCode());
  }

  @Test
  void itBuildsOnceRunsAndKeepsTheExitCode() throws Exception {
    jdk("jdks/good", "21.0.2");
    maven("mkdir -p infra/cli/target/lib infra/local/target/quarkus-app; touch infra/cli/target/mediflow-cli.jar");
    Ran first = run(Map.of(), "write", "two words");
    assertEquals(7, first.exitCode(), first.said());
    assertTrue(first.said().contains("for the first time"), first.said());
    assertTrue(first.said().contains("-Dmediflow.home=" + checkout.toRealPath()), first.said());
    assertTrue(first.said().endsWith("<write><two words>\n"), first.said());

    Ran second = run(Map.of(), "status");
    assertFalse(second.said().contains("Building"), second.said());

    Path source = Files.createDirectories(checkout.resolve("shared/model/src/main"));
    Files.writeString(source.resolve("New.java"), "class New {}");
    Files.setLastModifiedTime(source.resolve("New.java"),
        java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(60)));
    assertTrue(run(Map.of(), "status").said().contains("sources have changed"));
  }

  @Test
  void thePartsOfTheBuildAreShownAsTheyBeginAndTheLogIsWhole() throws Exception {
    jdk("jdks/good", "21.0.2");
    Path shown = machine.resolve("shown");
    maven("""
        mkdir -p infra/cli/target/lib infra/local/target/quarkus-app
        echo "[INFO] Building The model                                  [1/2]"
        tries=0
        until [ -e %s ] || [ $tries -ge 20 ]; do /bin/sleep 1; tries=$((tries + 1)); done
        echo '[INFO] BUILD SUCCESS'""".formatted(shown));
    Path output = Files.createFile(machine.resolve("output.txt"));
    Process process = start(checkout.resolve("mediflow"), Map.of(), output, "status");
    for (int look = 0; look < 100 && !Files.readString(output).contains("  1/2  The model"); look++) {
      Thread.sleep(100);
    }
    String before = Files.readString(output);
    Files.createFile(shown);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertTrue(before.contains("  1/2  The model"), before);
    log();
  }

  @Test
  void aSedThatCannotShowAtOnceServes() throws Exception {
    jdk("jdks/good", "21.0.2");
    script(tools.resolve("sed"), "[ \"$1\" != -u ] || exit 1\nexec /bin/sed \"$@\"");
    maven("""
        mkdir -p infra/cli/target/lib infra/local/target/quarkus-app
        echo "[INFO] Building The model                                  [1/2]"
        echo '[INFO] BUILD SUCCESS'""");
    Ran ran = run(Map.of(), "status");
    assertEquals(7, ran.exitCode(), ran.said());
    assertTrue(ran.said().contains("  1/2  The model"), ran.said());
    log();
  }

  private void log() throws IOException {
    List<String> lines = Files.readAllLines(checkout.resolve("infra/cli/target/build.log"));
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("[INFO] Building The model"), lines.toString());
    assertTrue(lines.get(1).startsWith("[INFO] BUILD SUCCESS"), lines.toString());
  }

  @Test
  void theTestsRunWithTheJdkThatWasFoundAndKeepMavensExitCode() throws Exception {
    Path good = jdk("jdks/good", "21.0.2");
    maven("echo \"maven $JAVA_HOME $* in $PWD\"; exit 9");
    Ran ran = run(Map.of(), "test", "-pl", "shared/model");
    assertEquals(9, ran.exitCode());
    assertTrue(ran.said().contains("maven " + good + " -B -ntp verify -pl shared/model in " + checkout.toRealPath()), ran.said());
  }

  @Test
  void itWorksThroughASymbolicLink() throws Exception {
    jdk("jdks/good", "21.0.2");
    maven("mkdir -p infra/cli/target/lib infra/local/target/quarkus-app");
    Path link = Files.createSymbolicLink(machine.resolve("link"), checkout.resolve("mediflow"));
    Ran ran = run(link, Map.of(), "status");
    assertEquals(7, ran.exitCode(), ran.said());
    assertTrue(ran.said().contains("-Dmediflow.home=" + checkout.toRealPath()), ran.said());
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(machine.resolve(name));
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "exit 0");
    script(home.resolve("bin/java"), "for one in \"$@\"; do printf '<%s>' \"$one\"; done; echo; exit 7");
    return home;
  }

  private void maven(String body) throws IOException {
    script(tools.resolve("mvn"), body);
  }

  private static void script(Path path, String body) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + body + "\n");
    assertTrue(path.toFile().setExecutable(true));
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    return run(checkout.resolve("mediflow"), environment, arguments);
  }

  private Ran run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
    Path output = Files.createTempFile(machine, "said", ".txt");
    Process process = start(launcher, environment, output, arguments);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private Process start(Path launcher, Map<String, String> environment, Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(machine.toFile())
        .redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of(
        "PATH", tools.toString(), "HOME", machine.toString(), "MEDIFLOW_JDK_PLACES", jdks.toString()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
