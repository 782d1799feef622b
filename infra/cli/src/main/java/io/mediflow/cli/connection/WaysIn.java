package io.mediflow.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Bulk;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.SubscribeSpec;
import io.mediflow.packages.plan.Tier;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads how a practice's EHR is reached: the block {@code interfaces} of a connection file. */
record WaysIn(Fields fields, String connection, EhrPackage ehr) {

  /** Of what is sent to us and never called (RFC 2606, 2: no host has such a name). */
  private static final URI NOWHERE = URI.create("https://feed.invalid");

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(15);
  private static final Duration LONGEST_SILENCE = Duration.ofDays(14);

  List<ConnectionPlan.Way> of(JsonNode interfaces) {
    if (!interfaces.isObject() || interfaces.isEmpty()) {
      throw fields.wrong("interfaces is missing: name at least one way in; package " + ehr.name()
          + " has: " + interfaceNames());
    }
    List<ConnectionPlan.Way> ways = new ArrayList<>();
    interfaces.properties().forEach(entry -> {
      String where = "interfaces." + entry.getKey();
      InterfaceSpec spec = Optional.ofNullable(ehr.interfaces().get(entry.getKey())).orElseThrow(() -> fields.wrong(
          "package " + ehr.name() + " has no interface " + entry.getKey() + "; it has: " + interfaceNames()));
      JsonNode one = entry.getValue();
      boolean isFeed = spec.format() == Format.HL7V2;
      fields.known(one, where, Set.of("base", "client-id", "signing-key", "scopes", "webhook", "settings", "every"));
      boolean webhook = fields.flag(one.path("webhook"), where + ".webhook");
      if (webhook && spec.hook().isEmpty()) {
        throw fields.wrong(where + ".webhook is true, and package " + ehr.name() + " knows no notifications on this interface");
      }
      ways.add(new ConnectionPlan.Way(
          entry.getKey(), isFeed && !one.has("base") ? NOWHERE : base(fields.text(one, where + ".", "base"), where),
          isFeed && !one.has("client-id") ? "" : fields.text(one, where + ".", "client-id"),
          signingKey(one, where), List.copyOf(fields.texts(one.path("scopes"), where + ".scopes")), webhook,
          settings(one.path("settings"), where + ".settings", spec, webhook), intervals(one.path("every"), where + ".every", spec)));
    });
    return ways;
  }

  private Map<String, String> settings(JsonNode given, String where, InterfaceSpec spec, boolean webhook) {
    if (!given.isMissingNode()) {
      Set<String> names = new TreeSet<>(spec.settings().keySet());
      if (webhook && spec.hook().flatMap(HookSpec::subscribe).isPresent()) {
        names.add(SubscribeSpec.ADDRESS);
      }
      if (spec.exportsGroups()) {
        names.add(Bulk.GROUP);
      }
      fields.known(given, where, names);
    }
    Map<String, String> asked = new LinkedHashMap<>(spec.settings());
    if (given.has(Bulk.GROUP)) { // a practice that has none is followed in other ways, where there are others
      asked.put(Bulk.GROUP, "the id of the Group that the EHR exports in bulk");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    asked.forEach((name, what) -> {
      if (!given.path(name).isTextual() || given.path(name).asText().isBlank()) {
        throw fields.wrong(where + "." + name + " is missing, empty or not in quotes: it is " + what);
      }
      settings.put(name, given.path(name).asText().strip());
    });
    if (given.has(SubscribeSpec.ADDRESS)) {
      settings.put(SubscribeSpec.ADDRESS, address(given.path(SubscribeSpec.ADDRESS).asText(), where + "." + SubscribeSpec.ADDRESS,
          "where the EHR reaches our webhooks").toString());
    }
    return settings;
  }

  /** By a tier's name or as a duration. */
  private Map<RecordType, Duration> intervals(JsonNode given, String where, InterfaceSpec spec) {
    Map<RecordType, Duration> intervals = new EnumMap<>(RecordType.class);
    if (given.isMissingNode()) {
      return intervals;
    }
    Map<String, RecordType> listed = new TreeMap<>();
    Set<RecordType> pushed = EnumSet.noneOf(RecordType.class);
    ehr.records().stream().filter(one -> one.interfaceName().equals(spec.name()) && (one.polled() || one.pushed())).forEach(one -> {
      listed.put(one.type().label(), one.type());
      if (one.pushed()) {
        pushed.add(one.type());
      }
    });
    fields.known(given, where, listed.keySet());
    given.properties().forEach(one -> {
      RecordType type = listed.get(one.getKey());
      String at = where + "." + one.getKey();
      intervals.put(type, pushed.contains(type) ? silence(one.getValue().asText(), at) : interval(one.getValue().asText(), at));
    });
    return intervals;
  }

  /** Of what is only pushed: for how long nothing may be sent. */
  private Duration silence(String text, String where) {
    try {
      Duration silence = Duration.parse(text);
      if (silence.compareTo(SHORTEST_SILENCE) >= 0 && silence.compareTo(LONGEST_SILENCE) <= 0) {
        return silence;
      }
    } catch (DateTimeParseException other) {
      // told below
    }
    throw fields.wrong(where + " is for how long it is normal that nothing is sent, from PT15M to P14D, since nobody can ask for it");
  }

  private Duration interval(String text, String where) {
    try {
      Duration interval = Arrays.stream(Tier.values()).filter(one -> one.label().equals(text)).findFirst()
          .map(tier -> tier.interval().orElseThrow(() -> fields.wrong(
              where + " is real-time, which only the EHR's notifications are: write webhook: true, and here how often we look")))
          .orElseGet(() -> Duration.parse(text));
      if (interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
        return interval;
      }
    } catch (DateTimeParseException other) {
      // told below
    }
    throw fields.wrong(where + " must be near-real-time, hourly, nightly, or from PT1M to PT24H");
  }

  private String signingKey(JsonNode one, String where) {
    if (!one.has("signing-key")) {
      return connection;
    }
    JsonNode name = one.get("signing-key");
    if (!name.isTextual() || name.asText().isBlank()) {
      throw fields.wrong(where + ".signing-key must be the name of a key (a text, in quotes if it is a number); leave the line out for"
          + " a key named " + connection);
    }
    return name.asText().strip();
  }

  private URI base(String text, String where) {
    return address(text, where + ".base", "the FHIR base URL");
  }

  private URI address(String text, String where, String what) {
    try {
      URI base = URI.create(text.replaceAll("/+$", ""));
      boolean loopback = base.getHost() != null && base.getHost().matches("localhost|127\\.0\\.0\\.1|\\[::1]");
      if (base.getHost() != null && base.getRawQuery() == null && base.getRawUserInfo() == null && base.getRawFragment() == null
          && ("https".equals(base.getScheme()) || "http".equals(base.getScheme()) && loopback)) {
        return base;
      }
    } catch (IllegalArgumentException none) {
      // told below
    }
    throw fields.wrong(where + " must be " + what + ", https (http only on this machine), without query and password");
  }

  private String interfaceNames() {
    return Fields.sorted(ehr.interfaces().keySet());
  }
}
