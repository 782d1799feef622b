package io.mediflow.bench.mapping;

import java.util.Arrays;

/** {@code ratios [JMH's options]}, {@code memory [resources]} or {@code loading}. */
public final class MappingBench {

  private MappingBench() {}

  public static void main(String... args) throws Exception {
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (args.length == 0 ? "" : args[0]) {
      case "ratios" -> Ratios.run(rest);
      case "memory" -> Memory.run(rest.length == 0 ? 1_000_000 : Integer.parseInt(rest[0]));
      case "loading" -> Loading.run(rest);
      default -> {
        System.err.println("usage: infra/bench/run mapping [JMH's options]");
        System.exit(2);
      }
    }
  }
}
