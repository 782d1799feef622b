package io.mediflow.cli.run;

import io.mediflow.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was built, and how its JVMs are started. */
final class Installation {

  private final Path home;

  private Installation(Path home) {
    this.home = home;
  }

  /** The checkout that the launcher runs from. */
  static Installation found() {
    String home = System.getProperty("mediflow.home");
    if (home == null) {
      throw new Failure("The launcher starts the system: call ./mediflow in a checkout of MediFlow.");
    }
    return new Installation(Path.of(home));
  }

  Child sandbox(DataFolder data, int port, double timeScale) {
    List<String> command = common("sandbox", data);
    command.addAll(List.of(
        "-cp", classPath("infra/sandbox/target/sandbox-0.1.0.jar", "infra/sandbox/target/lib"),
        "io.mediflow.sandbox.Sandbox",
        "--port", String.valueOf(port), "--data", data.folder("sandbox").toString(),
        "--time-scale", String.valueOf(timeScale), "--watch-stdin"));
    return Child.start("sandbox EHR", command, data.folder("logs").resolve("sandbox.log"));
  }

  Child system(DataFolder data, Issuer issuer, int port, double timeScale) {
    data.folder("bodies"); // made here, since its folders are for their owner only
    List<String> command = common("system", data);
    command.addAll(List.of(
        "-Dmediflow.local.data=" + data.path(),
        "-Dmediflow.local.template=" + home.resolve("template.yaml"),
        "-Dmediflow.local.issuer-keys=" + issuer.publicKeys(),
        "-Dmediflow.local.issuer=" + Issuer.NAME,
        "-Dmediflow.local.audience=" + Issuer.AUDIENCE,
        "-Dmediflow.local.port=" + port,
        "-Dmediflow.time-scale=" + timeScale,
        "-jar", built("infra/local/target/quarkus-app/quarkus-run.jar").toString()));
    return Child.start("system", command, data.folder("logs").resolve("system.log"));
  }

  /** Quick to start, and small: this machine belongs to somebody. */
  private static List<String> common(String name, DataFolder data) {
    return new ArrayList<>(List.of(
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m", "--enable-native-access=ALL-UNNAMED",
        "-XX:ErrorFile=" + data.folder("logs").resolve(name + "-crash.log"),
        "-Dmediflow.process=" + name));
  }

  private String classPath(String jar, String libraries) {
    return built(jar) + System.getProperty("path.separator") + built(libraries).resolve("*");
  }

  private Path built(String name) {
    Path path = home.resolve(name);
    if (!Files.exists(path)) {
      throw new Failure(path + " is missing: the build is not whole. Delete " + home.resolve("infra/cli/target/built")
          + " and call ./mediflow again; it then builds anew.");
    }
    return path;
  }
}
