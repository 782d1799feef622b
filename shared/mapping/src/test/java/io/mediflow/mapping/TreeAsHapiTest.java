package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.testkit.golden.GoldenCase;
import io.mediflow.testkit.golden.GoldenCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What our evaluation of FHIRPath's subset finds on the JSON is what HAPI's engine finds on its model, over all golden cases. */
class TreeAsHapiTest {

  private final List<String> different = new ArrayList<>();
  private int compared;

  @Test
  void bothFindTheSame() {
    for (EhrPackage ehr : Packages.bundled().all()) {
      for (RecordSpec spec : ehr.records()) {
        if (spec.table().format() == Format.FHIR_R4) {
          compare(ehr.name() + "/golden/" + spec.interfaceName(), Tables.SHARED.of(ehr, Overlay.NONE, spec));
        }
      }
    }
    assertEquals(List.of(), different);
    assertTrue(compared > 500, "rows times cases: " + compared);
  }

  private void compare(String golden, CompiledTable table) {
    for (GoldenCase one : GoldenCases.list(
        GoldenCases.resources(EhrPackage.class.getClassLoader(), "packages/" + golden + "/read"))) {
      if (ResourceJson.parse(one.input()) instanceof ResourceJson.Parsed.Tree(ObjectNode tree)
          && tree.path("resourceType").asText().equals(table.resource())) {
        table.rows().stream().filter(row -> row.places().size() == 1 && row.places().getFirst() instanceof Place.OnTree)
            .filter(row -> !row.row().paths().getFirst().startsWith("contained")) // kept from HAPI's model, see Source
            .forEach(row -> compare(one.name(), tree, row));
      }
    }
  }

  private void compare(String name, ObjectNode tree, CompiledRow row) {
    Source source = new Source(tree.path("resourceType").asText(), tree);
    String path = row.row().paths().getFirst();
    List<JsonNode> own = source.values(row.places().getFirst()).stream()
        .filter(one -> !one.isTextual() || !one.asText().isEmpty()) // HAPI's model drops empty texts, which FHIR forbids
        .toList();
    List<JsonNode> hapis = source.values(new Place.OnModel(R4.expression(path)));
    compared++;
    if (own.size() != hapis.size() || !sameTexts(own, hapis)) {
      different.add(name + ": " + path);
    }
  }

  /** Of plain values the texts; HAPI's objects lack what its model does not know, so of them only that they are there. */
  private static boolean sameTexts(List<JsonNode> own, List<JsonNode> hapis) {
    for (int i = 0; i < own.size(); i++) {
      boolean same = own.get(i).isObject() ? hapis.get(i).isObject() : own.get(i).asText().equals(hapis.get(i).asText());
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
