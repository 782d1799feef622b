package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

  @ParameterizedTest(name = "seen {0}, held {1}, wanted {2}: {3}")
  @CsvSource(nullValues = "-", value = {
      "a, a, b, send",
      "a, b, b, nothing",
      "a, c, b, conflict",
      "-, -, b, send",
      "-, b, b, nothing",
      "-, c, b, conflict",
      "a, -, b, conflict",
  })
  void oneField(String seen, String held, String wanted, String what) {
    Merge merge = Merge.of(map(seen), map(held), map(wanted), Set.of("email"), Set.of());
    assertEquals(what.equals("send") ? Set.of("email") : Set.of(), merge.send());
    assertEquals(what.equals("conflict") ? Set.of("email") : Set.of(), merge.conflicts().keySet());
    if (what.equals("conflict")) {
      assertEquals(held == null ? "" : held, merge.conflicts().get("email"));
    }
  }

  @ParameterizedTest(name = "operation sets it; seen {0}, held {1}: {2}")
  @CsvSource(nullValues = "-", value = {
      "-,      booked,    send",
      "-,      cancelled, nothing",
      "booked, booked,    send",
      "booked, pending,   conflict",
  })
  void aFieldThatTheOperationSets(String seen, String held, String what) {
    Merge merge = Merge.of(map(seen), map(held), map("cancelled"), Set.of("email"), Set.of("email"));
    assertEquals(what.equals("send"), merge.send().contains("email"));
    assertEquals(what.equals("conflict"), merge.conflicts().containsKey("email"));
  }

  @Test
  void spellingIsNoDifference() {
    assertTrue(Values.same(1, 1L));
    assertTrue(Values.same(new BigDecimal("1.50"), 1.5));
    assertTrue(Values.same("2026-03-02T09:00:00-05:00", "2026-03-02T14:00:00Z"));
    assertTrue(Values.same(List.of(1, "a"), List.of(1L, "a")));
    assertTrue(Values.same(Map.of("code", "x", "n", 1), Map.of("n", 1L, "code", "x")));
    assertTrue(Values.same(null, null));

    assertFalse(Values.same("2026-03-02T09:00:00-05:00", "2026-03-02T09:00:00Z"));
    assertFalse(Values.same("2026-03-02", "2026-03-02T00:00:00Z"));
    assertFalse(Values.same(List.of("a", "b"), List.of("b", "a")));
    assertFalse(Values.same(null, ""));
    assertFalse(Values.same("1", 1));
  }

  private static Map<String, Object> map(String value) {
    return value == null ? Map.of() : Map.of("email", value);
  }
}
