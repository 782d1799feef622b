package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.HookSpec.Encoding;
import io.mediflow.packages.HookSpec.Mechanism;
import io.mediflow.packages.HookSpec.Numbers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
        topics(section), section.each("focus", HookParser::focus));
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
