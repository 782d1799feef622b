package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stored hashes are compared with new ones, so their text may never change. */
class CanonicalTest {

  @Test
  void namesAreSortedAtEveryLevel() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("system", "urn:s");
    inner.put("code", "é\"\n");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sex", "female");
    fields.put("active", true);
    fields.put("custom", Map.of("b", 2, "a", List.of("x", inner)));

    String json = new String(Canonical.json(fields, List.of(new Problem(Category.VALUE, "phone", "Correct it.")), Set.of("z", "a")),
        StandardCharsets.UTF_8);

    assertEquals("{\"fields\":{\"active\":true,\"custom\":{\"a\":[\"x\",{\"code\":\"é\\\"\\n\",\"system\":\"urn:s\"}],\"b\":2},\"sex\":\"female\"},"
        + "\"marks\":[\"a\",\"z\"],\"problems\":[{\"category\":\"VALUE\",\"path\":\"phone\",\"remedy\":\"Correct it.\"}]}", json);
  }
}
