package io.mediflow.bench.mapping;

import com.sun.management.ThreadMXBean;
import io.mediflow.mapping.ReadResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Maps many inputs, each with an id of its own, and prints what stays in memory: nothing may grow with their number. */
final class Memory {

  private static final int STEPS = 10;

  /** A message or resource in which the id is counted up. */
  private record Numbered(String before, String after, boolean message) {

    byte[] input(int number) {
      return (before + number + after).getBytes(StandardCharsets.UTF_8);
    }
  }

  private Memory() {}

  static void run(int count) throws IOException {
    Ours fhir = Ours.fhir();
    Optional<Ours> hl7 = Ours.hl7();
    List<Numbered> inputs = inputs(fhir, hl7);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    System.out.println("| inputs mapped | records | used heap after GC | RSS | allocated per input |\n|---|---|---|---|---|");
    long records = 0;
    for (int step = 0; step < STEPS; step++) {
      int from = count / STEPS * step;
      long allocated = threads.getCurrentThreadAllocatedBytes();
      for (int number = from; number < from + count / STEPS; number++) {
        Numbered one = inputs.get(number % inputs.size());
        byte[] input = one.input(number);
        records += one.message() ? hl7.orElseThrow().records(input) : fhir.read(input) instanceof ReadResult.Mapped ? 1 : 0;
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - allocated) / (count / STEPS);
      System.gc();
      System.out.printf("| %,d | %,d | %.1f MB | %.1f MB | %.1f KB |%n", from + count / STEPS, records,
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6, resident() / 1e6, each / 1e3);
    }
  }

  private static List<Numbered> inputs(Ours fhir, Optional<Ours> hl7) {
    List<Numbered> inputs = new ArrayList<>();
    for (Input one : Input.resources()) {
      if (fhir.read(one.bytes()) instanceof ReadResult.Mapped) {
        inputs.add(numbered(one.text(), "-00000001", "-", false));
      }
    }
    for (Input one : Input.messages()) {
      if (hl7.isPresent() && hl7.get().records(one.bytes()) > 0) {
        inputs.add(numbered(one.text(), "|P|2", "", true));
      }
    }
    return inputs;
  }

  /** @param at where the number goes: in a resource's id, or at the end of a message's control id */
  private static Numbered numbered(String text, String at, String kept, boolean message) {
    int found = text.indexOf(at);
    return new Numbered(text.substring(0, found) + kept, text.substring(message ? found : found + at.length()), message);
  }

  /** Linux alone tells it, in kilobytes. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
  }
}
