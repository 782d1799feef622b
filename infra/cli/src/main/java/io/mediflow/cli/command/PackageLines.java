package io.mediflow.cli.command;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A package as the lines of a list: what it reads and writes, beside what the product lets one. */
final class PackageLines {

  private static final String LINE = "  %-14s %-22s %-46s %s";

  private PackageLines() {}

  static List<String> of(EhrPackage ehr) {
    List<String> lines = new ArrayList<>();
    lines.add(ehr.stamp() + "  " + ehr.title());
    lines.add(LINE.formatted("record", "read by", "written by", "the product (read / write)").stripTrailing());
    for (RecordType type : types(ehr)) {
      lines.add(LINE.formatted(type.label(), reads(ehr, type), writes(ehr, type), product(ehr, type)).stripTrailing());
    }
    return lines;
  }

  private static Set<RecordType> types(EhrPackage ehr) {
    Set<RecordType> types = new TreeSet<>();
    ehr.records().forEach(one -> types.add(one.type()));
    ehr.facts().capabilities().forEach(one -> types.add(one.type()));
    return types;
  }

  private static String reads(EhrPackage ehr, RecordType type) {
    return said(ehr.records().stream().filter(one -> one.type() == type).map(one -> one.interfaceName()).toList());
  }

  private static String writes(EhrPackage ehr, RecordType type) {
    return said(ehr.operations().values().stream().filter(one -> one.type() == type)
        .map(one -> one.name().substring(one.name().indexOf('.') + 1)).sorted().toList());
  }

  private static String product(EhrPackage ehr, RecordType type) {
    Optional<Capability> known = ehr.facts().capabilities().stream().filter(one -> one.type() == type).findFirst();
    return known.map(one -> one.read() + " / " + one.write() + (one.fact().confirmed() ? "" : "  UNCONFIRMED")).orElse("");
  }

  private static String said(List<String> all) {
    return all.isEmpty() ? "-" : all.stream().collect(Collectors.joining(", "));
  }
}
