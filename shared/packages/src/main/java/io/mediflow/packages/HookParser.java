package io.mediflow.packages;

import io.mediflow.model.ehr.SubscriptionEhr.Content;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.HookSpec.Encoding;
import io.mediflow.packages.HookSpec.Mechanism;
import io.mediflow.packages.HookSpec.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a package says of an interface's notifications. */
final class HookParser {

  private static final Duration LONGEST_TOLERANCE = Duration.ofHours(1);

  private HookParser() {}

  static HookSpec hook(Section section) {
    Mechanism mechanism = section.constant("mechanism", Mechanism.class);
    boolean ownHeaders = mechanism == Mechanism.STANDARD_WEBHOOKS;
    if (ownHeaders && section.find("header").isPresent()) {
      throw section.wrong("header", "has no meaning here: standard-webhooks names its headers itself; leave it out");
    }
    Encoding encoding = section.find("encoding").isEmpty() ? Encoding.HEX : section.constant("encoding", Encoding.class);
    if (mechanism != Mechanism.HMAC_SHA256 && section.find("encoding").isPresent()) {
      throw section.wrong("encoding", "is of the signature of hmac-sha256; leave it out");
    }
    HookSpec hook = new HookSpec(mechanism, ownHeaders ? "" : section.text("header"), encoding, tolerance(section, ownHeaders),
        section.find("numbers").isEmpty() ? Numbers.SUBSCRIPTION : section.constant("numbers", Numbers.class),
        topics(section), section.each("focus", HookParser::focus), subscribe(section, mechanism));
    section.end();
    return hook;
  }

  /** A focus that leads to no interface of the package would never be followed. */
  static void leadSomewhere(Section whole, Collection<InterfaceSpec> interfaces) {
    Set<String> names = new LinkedHashSet<>();
    interfaces.forEach(one -> names.add(one.name()));
    interfaces.forEach(one -> one.hook().ifPresent(hook -> hook.focuses().forEach(focus -> {
      if (!names.contains(focus.interfaceName())) {
        throw whole.wrong("interfaces", "sends events of " + focus.system() + " to '" + focus.interfaceName()
            + "', which is no interface; there are " + String.join(", ", names));
      }
    })));
  }

  /** One that nobody takes in would be refused forever. */
  static void tellOfRecords(Section whole, Collection<InterfaceSpec> interfaces, List<RecordSpec> records) {
    interfaces.forEach(one -> one.hook().flatMap(HookSpec::subscribe).ifPresent(made -> made.criteria().keySet().stream()
        .filter(type -> records.stream().noneMatch(
            record -> record.type() == type && record.interfaceName().equals(one.name()) && record.notified()))
        .findFirst().ifPresent(type -> {
          throw whole.wrong("interfaces", "subscribe to " + type.label() + " by " + one.name()
              + ", which no strategy of that record takes in; add subscription or rest-hook there");
        })));
  }

  private static Optional<SubscribeSpec> subscribe(Section hook, Mechanism mechanism) {
    Optional<SubscribeSpec> made = hook.inner("subscribe").map(HookParser::subscribe);
    if (made.isPresent() && mechanism == Mechanism.STANDARD_WEBHOOKS) {
      throw hook.wrong("subscribe", "gives the EHR a secret in a header, and standard-webhooks has none; leave it out");
    }
    return made;
  }

  private static SubscribeSpec subscribe(Section section) {
    Map<RecordType, List<String>> criteria = new LinkedHashMap<>();
    section.each("for", one -> criteria.computeIfAbsent(PackageParser.type(one, one.text("record")), first -> new ArrayList<>())
        .add(one.text("criteria")));
    if (criteria.isEmpty()) {
      throw section.wrong("for", "is missing or empty: it says for each record what is subscribed to");
    }
    SubscribeSpec made = new SubscribeSpec(section.text("header"), section.constant("content", Content.class),
        section.duration("heartbeat"), section.duration("life"), section.duration("renew"),
        section.constants("operations", SubscribeSpec.Operation.class), criteria, section.texts("scopes"),
        !section.flag("unconfirmed"));
    if (made.heartbeat().toSeconds() < 1) {
      throw section.wrong("heartbeat", "is a second or longer, for example PT5M");
    }
    if (made.renew().toMillis() < 1 || made.renew().compareTo(made.life()) >= 0) {
      throw section.wrong("renew", "is longer than nothing and shorter than life, for example P3D");
    }
    if (made.operations().contains(SubscribeSpec.Operation.EVENTS) && !made.operations().contains(SubscribeSpec.Operation.STATUS)) {
      throw section.wrong("operations", "has events without status, and nothing else says how many there are; add status");
    }
    section.end();
    return made;
  }

  private static Duration tolerance(Section section, boolean signsTime) {
    if (section.find("tolerance").isEmpty()) {
      return HookSpec.TOLERANCE;
    }
    Duration tolerance = section.duration("tolerance");
    if (!signsTime) {
      throw section.wrong("tolerance", "is of a time that standard-webhooks signs; leave it out");
    }
    if (tolerance.toMillis() < 1 || tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
      throw section.wrong("tolerance", "is longer than nothing and an hour at most, for example PT5M");
    }
    return tolerance;
  }

  private static Map<String, Set<RecordType>> topics(Section section) {
    Map<String, Set<RecordType>> topics = new LinkedHashMap<>();
    section.each("topics", one -> {
      Set<RecordType> records = new LinkedHashSet<>();
      one.texts("records").forEach(label -> records.add(PackageParser.type(one, label)));
      return topics.put(one.text("topic"), records);
    });
    return topics;
  }

  private static HookSpec.Focus focus(Section section) {
    return new HookSpec.Focus(section.text("system"), section.text("interface"), section.text("resource"));
  }
}
