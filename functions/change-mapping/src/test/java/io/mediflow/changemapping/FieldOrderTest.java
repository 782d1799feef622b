package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a feed's messages are doubled, mixed up and raced for, each field is as the newest message says that spoke of it. */
class FieldOrderTest {

  private static final List<String> NAME = List.of("familyName", "givenName", "middleName", "suffix", "prefix");
  private static final List<String> ADDRESS = List.of("city", "state", "postalCode");
  private static final long ARRIVED = Bench.NOW.toEpochMilli();

  /** @param said by field: a value, or the two quote characters that delete it */
  private record Sent(int second, long arrived, Map<String, String> said) {

    Change change() {
      return FeedBench.posted(("MSH|^~\\&|E|E|M|M|202603010900%02d||ADT^A08^ADT_A01|7|P|2.5.1\r"
          + "PID|1||E1^^^E^MR||%s^^L||||||^^%s^^H\r")
          .formatted(second, joined(NAME), joined(ADDRESS)), arrived);
    }

    private String joined(List<String> fields) {
      return String.join("^", fields.stream().map(one -> said.getOrDefault(one, "")).toList());
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderEndsTheSame(long seed) {
    Random random = new Random(seed);
    List<Sent> sent = new ArrayList<>();
    for (int number = 1 + random.nextInt(8); number > 0; number--) {
      sent.add(new Sent(random.nextInt(4), ARRIVED + 10 * sent.size(), said(random)));
    }
    Map<String, Object> wanted = new HashMap<>();
    sent.stream().sorted(Comparator.comparing(Sent::second).thenComparing(Sent::arrived))
        .forEach(one -> wanted.putAll(one.said()));
    wanted.values().removeIf("\"\""::equals);

    StoredRecord end = end(sent, random);

    Map<String, Object> fields = new HashMap<>(end.fields());
    fields.keySet().removeIf(one -> !NAME.contains(one) && !ADDRESS.contains(one));
    assertEquals(wanted, fields);
    StoredRecord other = end(sent, random);
    assertEquals(end.said(), other.said());
    assertEquals(end.fields(), other.fields());
    assertEquals(List.of(end.lastUpdated(), end.fetchStart(), end.contentHash()),
        List.of(other.lastUpdated(), other.fetchStart(), other.contentHash()));
  }

  private static Map<String, String> said(Random random) {
    Map<String, String> said = new HashMap<>();
    for (List<String> group : List.of(NAME, ADDRESS)) {
      for (String field : group) {
        switch (random.nextInt(4)) {
          case 0 -> said.put(field, "\"\"");
          case 1 -> said.put(field, "V" + random.nextInt(3));
          default -> {}
        }
      }
    }
    return said;
  }

  private static StoredRecord end(List<Sent> sent, Random random) {
    FeedBench bench = new FeedBench();
    List<Change> left = new ArrayList<>();
    sent.forEach(one -> left.addAll(Collections.nCopies(1 + random.nextInt(3), one.change())));
    Collections.shuffle(left, random);
    DisorderTest.Racing records = new DisorderTest.Racing(bench.room.records, random);
    while (!left.isEmpty()) {
      Map<String, Change> batch = new LinkedHashMap<>();
      while (!left.isEmpty() && batch.size() < 3) {
        batch.put("m" + batch.size(), left.removeFirst());
      }
      bench.room.act(records, bench.room.events).take(batch).forEach(again -> left.add(batch.get(again)));
    }
    StoredRecord end = bench.one(RecordType.PATIENT);
    assertTrue(end.published());
    assertEquals(end.version(), bench.room.events.published.size(), "one event for each content stored");
    assertEquals(List.of(), bench.quarantined());
    return end;
  }

  @Test
  void stampsSortBySenderThenArrivalThenPlace() {
    String first = FieldOrder.stamp(OptionalLong.of(1000), 90_000, 0, "abcdefghij");
    assertEquals(first, FieldOrder.stamp(OptionalLong.of(1000), 90_000, 0, "abcdefgh"));
    assertTrue(first.compareTo(FieldOrder.stamp(OptionalLong.of(2000), 80_000, 0, "a")) < 0);
    assertTrue(first.compareTo(FieldOrder.stamp(OptionalLong.of(1000), 90_001, 0, "a")) < 0);
    assertTrue(first.compareTo(FieldOrder.stamp(OptionalLong.of(1000), 90_000, 1, "a")) < 0);
    String undated = FieldOrder.stamp(OptionalLong.empty(), 1001, 0, "a");
    assertTrue(first.compareTo(undated) < 0, "without a time it was sent when it arrived");
    String future = FieldOrder.stamp(OptionalLong.of(4_000_000_000_000L), 90_000, 0, "a");
    String next = FieldOrder.stamp(OptionalLong.of(90_001), 90_001, 0, "a");
    assertTrue(future.compareTo(next) < 0, "a clock of another century counts for nothing");
  }
}
