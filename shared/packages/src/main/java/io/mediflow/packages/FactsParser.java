package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Facts.Capability;
import io.mediflow.packages.Facts.Fact;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code package.yaml} says of the product, and holds it against what the package maps. */
final class FactsParser {

  static final Set<String> ROSTERS = Set.of(Facts.SCHEDULE, Facts.FEED, Facts.BULK_GROUP, "enrolment");
  static final Set<String> TIERS = Set.of("real-time", "near-real-time", "hourly", "nightly");

  private FactsParser() {}

  static Facts facts(Section whole, List<RecordSpec> records, Set<String> interfaces) {
    List<String> roster = whole.texts("roster");
    roster.forEach(one -> known(whole, "roster", one, ROSTERS));
    return new Facts(whole.text("product"), whole.texts("versions"), roster,
        perType(whole, "start-depth", (section, period) -> period(section, period)),
        ownership(whole, interfaces), joins(whole, records, interfaces),
        perType(whole, "tiers", (section, tier) -> known(section, "tiers", tier, TIERS)),
        whole.each("capabilities", one -> capability(one, records)),
        whole.each("limits", FactsParser::fact), whole.each("quirks", FactsParser::fact));
  }

  private interface Check {
    void check(Section section, String value);
  }

  private static Map<RecordType, String> perType(Section whole, String key, Check check) {
    Map<RecordType, String> all = new EnumMap<>(RecordType.class);
    whole.values(key).forEach((label, value) -> {
      check.check(whole, value.toString());
      all.put(PackageParser.type(whole, label), value.toString());
    });
    return all;
  }

  private static Map<RecordType, Map<String, List<String>>> ownership(Section whole, Set<String> interfaces) {
    Map<RecordType, Map<String, List<String>>> all = new EnumMap<>(RecordType.class);
    Optional<Section> ownership = whole.inner("ownership");
    ownership.ifPresent(section -> section.named((label, inner) -> {
      RecordType type = PackageParser.type(section, label);
      Map<String, List<String>> fields = new LinkedHashMap<>();
      for (String from : interfaces) {
        List<String> own = inner.texts(from);
        own.stream().filter(field -> !RecordFields.of(type).containsKey(field)).findFirst().ifPresent(field -> {
          throw inner.wrong(from, "names '" + field + "', which a " + label + " does not have");
        });
        if (!own.isEmpty()) {
          fields.put(from, own);
        }
      }
      return all.put(type, fields);
    }));
    return all;
  }

  private static Map<RecordType, JoinSpec> joins(Section whole, List<RecordSpec> records, Set<String> interfaces) {
    Map<RecordType, JoinSpec> all = new EnumMap<>(RecordType.class);
    whole.inner("joins").ifPresent(section -> section.named((label, inner) -> {
      RecordType type = PackageParser.type(section, label);
      Map<String, String> by = new LinkedHashMap<>();
      for (String from : interfaces) {
        inner.optional(from).ifPresent(field -> by.put(from, field));
      }
      by.forEach((from, field) -> joining(inner, type, from, field, records));
      if (by.isEmpty() || by.size() > 1 && !by.containsValue(JoinSpec.ID)) {
        throw inner.wrong("names for each interface that makes a " + label + " the field that holds its identifier, and for one of them '"
            + JoinSpec.ID + "': its own id, which is that identifier");
      }
      Set<String> waits = new LinkedHashSet<>(inner.texts("waits"));
      waits.stream().filter(one -> !by.containsKey(one)).findFirst().ifPresent(one -> {
        throw inner.wrong("waits", "names '" + one + "', which is not among the interfaces that are joined here");
      });
      if (!waits.isEmpty() && waits.equals(by.keySet())) {
        throw inner.wrong("waits", "lets every interface wait for another, so that there would never be a " + label);
      }
      return all.put(type, new JoinSpec(by, waits, find(inner, by)));
    }));
    return all;
  }

  private static Map<String, String> find(Section section, Map<String, String> by) {
    Map<String, String> all = new LinkedHashMap<>();
    section.values("find").forEach((from, search) -> {
      if (!by.containsKey(from) || by.get(from).equals(JoinSpec.ID)) {
        throw section.wrong("find", "names '" + from + "', which is not among the interfaces that hold the identifier in a field");
      }
      if (!search.toString().contains("{id}")) {
        throw section.wrong("find", "has no {id}, in whose place the identifier goes, in the search of '" + from + "'");
      }
      all.put(from, search.toString());
    });
    return all;
  }

  private static void joining(Section section, RecordType type, String from, String field, List<RecordSpec> records) {
    boolean makes = records.stream().anyMatch(one -> one.type() == type && one.interfaceName().equals(from));
    boolean names = records.stream().anyMatch(one -> one.interfaceName().equals(from) && one.table().referred().contains(type));
    if (!makes && !(names && field.equals(JoinSpec.ID))) {
      throw section.wrong(from, "has no table that makes a " + type.label());
    }
    if (!field.equals(JoinSpec.ID) && !FieldType.one(String.class).equals(RecordFields.of(type).get(field))) {
      throw section.wrong(from, "names '" + field + "', which is no text of a " + type.label());
    }
  }

  private static Capability capability(Section section, List<RecordSpec> records) {
    RecordType type = PackageParser.type(section, section.text("record"));
    Capability capability = new Capability(type, section.text("read"), section.text("write"), fact(section));
    if (capability.read().equals(Facts.NOTHING) && records.stream().anyMatch(one -> one.type() == type)) {
      throw section.wrong("read", "is 'none', and the package has a table that reads a " + type.label() + "; correct one of them");
    }
    return capability;
  }

  private static Fact fact(Section section) {
    String date = section.text("date");
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException none) {
      throw section.wrong("date", "is a date as ISO 8601 writes it, for example 2026-11-25");
    }
    return new Fact(section.optional("fact").orElse(""), section.text("source"), date, !section.flag("unconfirmed"));
  }

  private static void period(Section section, String value) {
    try {
      Period.parse(value);
    } catch (DateTimeParseException none) {
      throw section.wrong("start-depth", "has the value '" + value + "'; write a period as ISO 8601 does, for example P2Y");
    }
  }

  private static void known(Section section, String key, String value, Set<String> values) {
    if (!values.contains(value)) {
      throw section.wrong(key, "has the value '" + value + "'; there are " + String.join(", ", values.stream().sorted().toList()));
    }
  }
}
