package io.mediflow.packages.doc;

import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.doc.MappingDocument.Line;
import io.mediflow.packages.doc.MappingDocument.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is other in one package than in another: interfaces, rows, code maps and operations. */
public final class PackageDiff {

  private final List<Change> changes = new ArrayList<>();

  private PackageDiff() {}

  /**
   * @param where for example {@code patient by fhir: birthDate}
   * @param what  of a changed one, what about it
   */
  public record Change(Kind kind, String where, String what) {}

  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** In the order of the document: interfaces, rows, maps, operations; empty when nothing differs. */
  public static List<Change> of(EhrPackage before, EhrPackage after) {
    PackageDiff diff = new PackageDiff();
    diff.each("interface ", before.interfaces(), after.interfaces(), PackageDiff::ofInterface);
    diff.each("", rows(before), rows(after), PackageDiff::ofRows);
    diff.each("map ", before.maps(), after.maps(), PackageDiff::ofMap);
    diff.each("operation ", before.operations(), after.operations(), PackageDiff::ofOperation);
    return List.copyOf(diff.changes);
  }

  /** @param difference in words of two that are not equal; empty when what differs is of no concern */
  private <T> void each(String prefix, Map<String, T> before, Map<String, T> after, BiFunction<T, T, String> difference) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      T old = before.get(name);
      T now = after.get(name);
      if (old == null || now == null) {
        changes.add(new Change(old == null ? Kind.ADDED : Kind.REMOVED, prefix + name, ""));
      } else if (!old.equals(now)) {
        String what = difference.apply(old, now);
        if (!what.isEmpty()) {
          changes.add(new Change(Kind.CHANGED, prefix + name, what));
        }
      }
    }
  }

  /** Lines by table and field; of a field that several rows make all of them. */
  private static Map<String, List<Line>> rows(EhrPackage ehr) {
    Map<String, List<Line>> rows = new LinkedHashMap<>();
    for (Table table : MappingDocument.of(ehr, Overlay.NONE, Examples.NONE).tables()) {
      table.lines().forEach(line -> rows.computeIfAbsent(
          table.type().label() + " by " + table.interfaceName() + ": " + line.field(), none -> new ArrayList<>()).add(line));
    }
    return rows;
  }

  private static String ofRows(List<Line> before, List<Line> after) {
    if (before.size() != after.size()) {
      return "is made by " + after.size() + " rows instead of " + before.size();
    }
    Differences differences = new Differences();
    for (int i = 0; i < before.size(); i++) {
      Line old = before.get(i);
      Line now = after.get(i);
      differences.add("path", old, now, line -> String.join("; ", line.paths()));
      differences.add("codec", old, now, line -> line.codec().label());
      differences.add("argument", old, now, Line::argument);
      differences.add("direction", old, now, line -> Words.label(line.direction()));
      differences.add("map", old, now, Line::map);
      differences.add("count", old, now, Line::count);
      differences.add("condition", old, now, Line::condition);
      differences.add("zone", old, now, Line::zone);
    }
    return differences.toString();
  }

  private static String ofMap(ConceptMap before, ConceptMap after) {
    Map<String, String> old = entries(before);
    Map<String, String> now = entries(after);
    TreeSet<String> codes = new TreeSet<>(old.keySet());
    codes.addAll(now.keySet());
    Differences differences = new Differences();
    codes.forEach(code -> differences.add("'" + code + "'", old, now, all -> all.getOrDefault(code, "")));
    return differences.toString();
  }

  private static Map<String, String> entries(ConceptMap map) {
    return map.entries().stream().collect(Collectors.toMap(
        ConceptMap.Entry::source, one -> one.target() + " (" + Words.label(one.equivalence()) + ")"));
  }

  private static String ofInterface(InterfaceSpec before, InterfaceSpec after) {
    Differences differences = new Differences();
    differences.add("format", before, after, one -> one.format().label());
    differences.add("auth", before, after, one -> Words.label(one.auth()));
    differences.add("scopes", before, after, one -> String.join(", ", one.scopes()));
    differences.add("timeout", before, after, one -> one.timeout().toString());
    differences.add("notifications", before, after, one -> one.hook().map(Object::toString).orElse(""));
    differences.add("budget", before, after, Words::budget);
    differences.add("bases", before, after, one -> String.join(", ", new TreeSet<>(one.bases().values())));
    return differences.toString();
  }

  private static String ofOperation(OperationSpec before, OperationSpec after) {
    Differences differences = new Differences();
    differences.add("record", before, after, one -> one.type().label());
    differences.add("interface", before, after, OperationSpec::interfaceName);
    differences.add("verb", before, after, one -> Words.label(one.verb()));
    differences.add("required", before, after, one -> String.join(", ", new TreeSet<>(one.required())));
    differences.add("allowed", before, after, one -> String.join(", ", new TreeSet<>(one.allowed())));
    differences.add("fixed", before, after, one -> new TreeMap<>(one.fixed()).toString());
    differences.add("external id", before, after, one -> one.externalId().map(Object::toString).orElse(""));
    differences.add("absence proves", before, after, one -> String.valueOf(one.absenceProves()));
    differences.add("settle", before, after, one -> one.settle().toString());
    differences.add("changed by the EHR", before, after, one -> String.join(", ", new TreeSet<>(one.changedByEhr())));
    return differences.toString();
  }

  /** What about two things differs, as words. */
  private static final class Differences {

    private final List<String> all = new ArrayList<>();

    <T> void add(String what, T before, T after, Function<T, String> of) {
      String old = of.apply(before);
      String now = of.apply(after);
      if (!Objects.equals(old, now)) {
        all.add(what + " " + said(old) + " -> " + said(now));
      }
    }

    private static String said(String value) {
      return value.isEmpty() ? "(none)" : value;
    }

    @Override
    public String toString() {
      return String.join("; ", all);
    }
  }
}
