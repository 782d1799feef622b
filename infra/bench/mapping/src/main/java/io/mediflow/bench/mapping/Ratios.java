package io.mediflow.bench.mapping;

import io.mediflow.mapping.ReadResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Ours beside theirs, each in a process of its own, one thread, all in one run; printed as rows for RESULTS.md. */
final class Ratios {

  private Ratios() {}

  /** @param options JMH's own, which go before what the benchmarks say */
  static void run(String... options) throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(options);
    Map<String, String> rows = new TreeMap<>();
    Optional<Ours> hl7 = Ours.hl7();
    if (hl7.isPresent()) {
      List<String> taken = Taken.byBoth(hl7.get(), Peer.open());
      measure(options(given, Hl7Benchmark.class).jvmArgsAppend(property(Taken.NAMES, String.join(",", taken)),
          property(Peer.FOLDER, System.getProperty(Peer.FOLDER))), "HL7 v2 messages to records, ", "LinuxForHealth's converter", "20", rows);
    } else {
      System.out.println("This build has no package hl7v2, so HL7 v2 is not measured.");
    }
    measure(options(given, FhirBenchmark.class).param("input", mapped()), "FHIR JSON to a record, ", "HAPI's parse alone", "0.5", rows);
    System.out.println("| what | per CPU-second | beside | ratio | wanted |\n|---|---|---|---|---|");
    rows.values().forEach(System.out::println);
  }

  private static ChainedOptionsBuilder options(CommandLineOptions given, Class<?> benchmark) {
    return new OptionsBuilder().parent(given).include(benchmark.getName()).addProfiler(CpuSeconds.class);
  }

  private static String property(String name, String value) {
    return "-D" + name + "=" + value;
  }

  /** Resources that the package maps; a refusal would be measured as a marvel. */
  private static String[] mapped() {
    return Input.resources().stream().filter(one -> {
      boolean mapped = Ours.fhir().read(one.bytes()) instanceof ReadResult.Mapped;
      System.out.print(mapped ? "" : one.name() + " is not mapped by this build: left out\n");
      return mapped;
    }).map(Input::name).toArray(String[]::new);
  }

  private static void measure(ChainedOptionsBuilder options, String what, String beside, String wanted, Map<String, String> rows)
      throws RunnerException {
    Map<String, Double> ours = new TreeMap<>();
    Map<String, Double> peers = new TreeMap<>();
    Collection<RunResult> results = new Runner(options.build()).run();
    for (RunResult one : results) {
      (one.getParams().getBenchmark().endsWith(".ours") ? ours : peers)
          .put(one.getParams().getParam("input"), one.getSecondaryResults().get(CpuSeconds.RESULT).getScore());
    }
    peers.forEach((input, peer) -> {
      if (ours.containsKey(input)) {
        rows.put(what + input, "| %s%s | %,.0f | %,.0f: %s | %.2f | ≥ %s |"
            .formatted(what, input, ours.get(input), peer, beside, ours.get(input) / peer, wanted));
      }
    });
  }
}
