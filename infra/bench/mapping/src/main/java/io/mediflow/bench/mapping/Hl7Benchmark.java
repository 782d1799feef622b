package io.mediflow.bench.mapping;

import io.mediflow.mapping.ReadResult;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Messages one after the other, round and round: bytes to records, and text to a Bundle. */
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 6, time = 1)
@State(Scope.Thread)
public class Hl7Benchmark {

  @Param({"adt", "mixed"})
  public String input;

  private List<byte[]> bytes;
  private List<String> texts;
  private Ours ours;
  private Peer peer;
  private int next;

  @Setup
  public void setUp() {
    bytes = Taken.of(input).stream().map(Input::bytes).toList();
    texts = Taken.of(input).stream().map(Input::text).toList();
  }

  @Benchmark
  public List<ReadResult> ours() {
    if (ours == null) {
      ours = Ours.hl7().orElseThrow();
    }
    return ours.map(bytes.get(next()));
  }

  @Benchmark
  @Warmup(iterations = 5, time = 2)
  @Measurement(iterations = 5, time = 2)
  public String peer() {
    if (peer == null) {
      peer = Peer.open();
    }
    return peer.convert(texts.get(next()));
  }

  private int next() {
    next = next + 1 == bytes.size() ? 0 : next + 1;
    return next;
  }
}
