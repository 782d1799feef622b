package io.mediflow.bench.mapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a package takes from its folder to compiled tables: as the first thing of a process (with classes, HAPI's model and
 * every other package of the build, which come along), and after another package warmed the classes.
 */
final class Loading {

  private static final int AGAIN = 61;

  private Loading() {}

  /** @param names none to measure all, each in two fresh processes; or what one process loads in this order, the last one measured */
  static void run(String... names) throws IOException, InterruptedException {
    if (names.length > 0) {
      System.out.print(measured(names));
      return;
    }
    List<String> all = Packages.bundled().all().stream().map(EhrPackage::name).toList();
    System.out.println("CPU-milliseconds of the loading thread:\n"
        + "| package | tables | rows | first of the process | after another package, and again (median of " + AGAIN + ") | wanted |\n|---|---|---|---|---|---|");
    for (String name : all) {
      EhrPackage ehr = Packages.bundled().all().get(all.indexOf(name));
      String other = all.stream().filter(one -> !one.equals(name)).findFirst().orElse(name);
      System.out.printf("| %s | %d | %d | %s | %s | < 50 |%n", name, ehr.records().size(),
          ehr.records().stream().mapToInt(one -> one.table().rows().size()).sum(), child(name), child(other, name));
    }
  }

  private static String child(String... names) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
        "-cp", System.getProperty("java.class.path"), MappingBench.class.getName(), "loading"));
    command.addAll(List.of(names));
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(child.getInputStream().readAllBytes()).strip();
    if (child.waitFor() != 0) {
      throw new IllegalStateException("loading " + String.join(", ", names) + " failed; run it alone to see why");
    }
    return said;
  }

  private static String measured(String... names) {
    double last = 0;
    for (String name : names) {
      last = load(name);
    }
    if (names.length == 1) {
      return "%.0f".formatted(last);
    }
    List<Double> again = new ArrayList<>();
    for (int i = 0; i < AGAIN; i++) {
      again.add(load(names[names.length - 1]));
    }
    return "%.0f, %.0f".formatted(last, again.stream().sorted().skip(AGAIN / 2).findFirst().orElseThrow());
  }

  /** A freshly parsed package's tables are compiled when they are first asked for, also where the build carries the same package. */
  private static double load(String name) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    EhrPackage ehr = PackageParser.resources(Loading.class.getClassLoader(), "packages/" + name);
    Mapper mapper = new Mapper();
    for (RecordSpec spec : ehr.records()) {
      mapper.writable(ehr, Overlay.NONE, spec.interfaceName(), spec.type());
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
  }
}
