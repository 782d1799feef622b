package io.mediflow.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fresh starts of one executable under the emulator.
 *
 * @param first milliseconds from the event's arrival at the emulator, which starts the executable, to its answer; the median
 */
record Starts(double first) {

  private static final int STARTS = 5;

  /** @param well what the answer to an event that was done holds */
  static Starts measure(
      String name, Path emulator, Path executable, Map<String, String> settings, String event, String well) throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    long memory = 0;
    for (int start = 0; start < STARTS; start++) {
      try (Emulated function = Emulated.start(emulator, executable, settings)) {
        first.add(function.timed(event, well));
        for (int again = 0; again < 20; again++) {
          next.add(function.timed(event, well));
        }
        memory = Math.max(memory, function.residentKilobytes());
      }
    }
    System.out.printf("%s: first answer %.0f ms (median of %d starts), next answers %.1f ms, %d MB resident%n",
        name, median(first), STARTS, median(next), memory / 1024);
    return new Starts(median(first));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
