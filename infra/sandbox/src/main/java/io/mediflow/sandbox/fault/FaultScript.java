package io.mediflow.sandbox.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mediflow.sandbox.fault.Fault.Call;
import io.mediflow.sandbox.fault.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Faults with a seed: the same calls in the same order meet the same faults.
 *
 * <pre>
 * seed: 7
 * faults:
 *   - {do: status, status: 429, on: search, chance: 0.1}
 *   - {do: drop-after, on: write, times: 2}
 *   - {do: status, status: 500, chance: 0.01, burst: 5}
 *   - {do: status, status: 503, from: 60, until: 120}
 * </pre>
 */
public record FaultScript(long seed, List<Fault> faults) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> MEMBERS = Set.of("do", "on", "chance", "burst", "from", "until", "times", "status", "calls", "millis", "seconds");

  public FaultScript {
    faults = List.copyOf(faults);
  }

  /** @throws IllegalArgumentException with the fault and what is wrong with it */
  public static FaultScript of(String yaml) {
    JsonNode data;
    try {
      data = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The fault script is not YAML" + (e.getLocation() == null ? "" : ": line " + e.getLocation().getLineNr()));
    }
    if (data == null || !data.path("faults").isArray()) {
      throw new IllegalArgumentException("A fault script has a list under faults: see infra/sandbox/README.md");
    }
    List<Fault> faults = new ArrayList<>();
    for (JsonNode one : data.get("faults")) {
      faults.add(fault(one, "fault " + (faults.size() + 1) + ": "));
    }
    return new FaultScript(data.path("seed").asLong(), faults);
  }

  private static Fault fault(JsonNode data, String at) {
    data.fieldNames().forEachRemaining(name -> require(MEMBERS.contains(name), at + "no fault has a member " + name));
    Kind kind = named(data, "do", Kind.values(), at).orElseThrow(() -> new IllegalArgumentException(at + "do is missing"));
    double chance = data.path("chance").asDouble(1);
    require(chance >= 0 && chance <= 1, at + "chance is a number from 0 to 1");
    int status = data.path("status").asInt();
    require(kind != Kind.STATUS && kind != Kind.CLOCK_MINUTE || status >= 400 && status < 600, at + "status is a number from 400 to 599");
    int burst = data.path("burst").asInt(1);
    require(burst > 0, at + "burst is how many in a row, 1 or more");
    require(kind != Kind.CLOCK_MINUTE || data.path("calls").asInt() > 0, at + "clock-minute needs calls, 1 or more");
    Duration amount = data.has("millis") ? Duration.ofMillis(data.get("millis").asLong()) : Duration.ofSeconds(data.path("seconds").asLong());
    require(!(kind == Kind.LATENCY && !amount.isPositive()), at + "latency needs millis or seconds");
    require(!(kind.ofNotifications() && data.has("on")), at + "on is of calls, and a notification is none");
    require(!(kind == Kind.CERTIFICATE_ENDED && data.has("on")), at + "on is of calls, and a handshake is none");
    require(kind != Kind.CLOCK_SKEW || !amount.isZero(), at + "clock-skew needs seconds, negative for a clock that is behind");
    return new Fault(kind, named(data, "on", Call.values(), at).orElse(Call.ANY), chance, burst,
        Duration.ofSeconds(data.path("from").asLong()),
        data.has("until") ? Optional.of(Duration.ofSeconds(data.get("until").asLong())) : Optional.empty(),
        data.path("times").asInt(Integer.MAX_VALUE), status, data.path("calls").asInt(), amount);
  }

  private static <E extends Enum<E>> Optional<E> named(JsonNode data, String member, E[] values, String at) {
    if (!data.has(member)) {
      return Optional.empty();
    }
    String word = data.get(member).asText();
    return Optional.of(Arrays.stream(values).filter(one -> label(one).equals(word)).findFirst().orElseThrow(() ->
        new IllegalArgumentException(at + member + " is one of " + Arrays.stream(values).map(FaultScript::label).collect(Collectors.joining(", ")))));
  }

  private static String label(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
