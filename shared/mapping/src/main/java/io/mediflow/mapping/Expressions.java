package io.mediflow.mapping;

import io.mediflow.fhir.R4;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;

/** Parsed FHIRPath by its text; the least lately used goes when there are too many, so that overlays cannot fill memory. */
final class Expressions {

  static final int MOST = 2_000;

  private final Map<String, ExpressionNode> parsed = new LinkedHashMap<>(64, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, ExpressionNode> eldest) {
      return size() > MOST;
    }
  };

  /** @throws IllegalArgumentException when it is not FHIRPath */
  synchronized ExpressionNode get(String path) {
    ExpressionNode known = parsed.get(path);
    if (known == null) {
      known = R4.expression(path);
      parsed.put(path, known);
    }
    return known;
  }

  synchronized int size() {
    return parsed.size();
  }
}
