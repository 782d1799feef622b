package io.mediflow.cli.terminology;

import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * NLM's map, as its human-readable file or as an extended map reference set in RF2
 * (https://www.nlm.nih.gov/research/umls/mapping_projects/snomedct_to_icd10cm.html).
 *
 * <p>It classifies for statistics and claims and mostly does not say how near a target is. So a target is EQUIVALENT only where
 * the map is one to one: the concept has this target alone, under the rule TRUE, properly classified and without further advice,
 * and no other concept maps to it. A declared correlation is believed. A target that several concepts share is WIDER. Whatever
 * depends on more (other rules, several targets, a code still to be completed) is INEXACT, with the map's advice.
 */
final class SnomedMap implements Layout {

  /** Of ICD-10-CM; an extended map file may hold the map to the WHO's ICD-10 too. */
  private static final String REFERENCE_SET = "6011000124106";
  private static final String PROPERLY_CLASSIFIED = "447637006";
  private static final String EXACT = "447557004";
  private static final String BROAD_TO_NARROW = "447558009";
  private static final String NARROW_TO_BROAD = "447559001";
  private static final String PARTIAL_OVERLAP = "447560006";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final Pattern CONCEPT_ID = Pattern.compile("[0-9]{6,18}");
  private static final String SEVERAL = "";

  /** By target the concept that maps to it, or {@link #SEVERAL}: as many as ICD-10-CM has codes. */
  private final Map<String, String> sources = new HashMap<>();

  @Override
  public List<Part> parts() {
    return List.of(Part.of("tls_Icd10cmHumanReadableMap_*.tsv",
        new Tabbed(List.of(
            "active", "referencedComponentId", "mapGroup", "mapPriority", "mapRule", "mapAdvice", "mapTarget", "mapCategoryId"),
            this::read),
        "tls_Icd10cmHumanReadableMap.*\\.(tsv|txt)", "der2_.*ExtendedMapSnapshot.*\\.txt"));
  }

  private Reading read(Tabbed.Cells line) {
    String concept = line.of("referencedComponentId");
    if (!CONCEPT_ID.matcher(concept).matches()) {
      return new Reading.Wrong("has no concept id");
    }
    String set = line.of("refsetId");
    if (!line.of("active").equals("1") || !set.isEmpty() && !set.equals(REFERENCE_SET)) {
      return Reading.PASSED_OVER;
    }
    if (!NUMBER.matcher(line.of("mapGroup")).matches() || !NUMBER.matcher(line.of("mapPriority")).matches()) {
      return new Reading.Wrong("has no map group or priority");
    }
    String target = line.of("mapTarget");
    if (!target.isEmpty()) {
      sources.merge(target, concept, (one, other) -> one.equals(other) ? one : SEVERAL);
    }
    return new Reading.Row(concept, new MapRow(
        line.of("referencedComponentName", "sctName"), line.of("mapGroup"), line.of("mapPriority"), line.of("mapRule"),
        line.of("mapAdvice"), target, line.of("mapTargetName", "icdName"), line.of("correlationId"),
        line.of("mapCategoryId")).cells());
  }

  @Override
  public List<Concept> concepts(List<Reading.Row> rows) {
    List<MapRow> maps = rows.stream().map(row -> MapRow.of(row.cells())).sorted(MapRow.ORDER).toList();
    boolean alone = maps.size() == 1;
    Set<Target> targets = new LinkedHashSet<>();
    for (MapRow one : maps) {
      if (!one.target().isEmpty()) {
        targets.add(new Target(new Code(CodeSystems.ICD_10_CM, one.target()), one.targetName(),
            alone ? equivalence(one) : Equivalence.INEXACT, one.plain() ? "" : one.advice()));
      }
    }
    return List.of(new Concept(
        new Code(CodeSystems.SNOMED_CT, rows.getFirst().key()), maps.getFirst().name(), true, List.copyOf(targets)));
  }

  private Equivalence equivalence(MapRow only) {
    if (!only.rule().equals("TRUE") || !only.category().equals(PROPERLY_CLASSIFIED) || only.target().contains("?")) {
      return Equivalence.INEXACT;
    }
    return switch (only.correlation()) {
      case EXACT -> Equivalence.EQUIVALENT;
      case BROAD_TO_NARROW -> Equivalence.NARROWER;
      case NARROW_TO_BROAD -> Equivalence.WIDER;
      case PARTIAL_OVERLAP -> Equivalence.INEXACT;
      default -> !only.plain() ? Equivalence.INEXACT
          : sources.get(only.target()).equals(SEVERAL) ? Equivalence.WIDER : Equivalence.EQUIVALENT; // not specified
    };
  }

  private record MapRow(String name, String group, String priority, String rule, String advice, String target, String targetName,
      String correlation, String category) {

    static final Comparator<MapRow> ORDER = Comparator.comparingInt((MapRow one) -> Integer.parseInt(one.group()))
        .thenComparingInt(one -> Integer.parseInt(one.priority()));

    static MapRow of(List<String> cells) {
      return new MapRow(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5), cells.get(6),
          cells.get(7), cells.get(8));
    }

    List<String> cells() {
      return List.of(name, group, priority, rule, advice, target, targetName, correlation, category);
    }

    /** Whether the advice says no more than that the target always holds. */
    boolean plain() {
      return advice.equals("ALWAYS " + target);
    }
  }
}
