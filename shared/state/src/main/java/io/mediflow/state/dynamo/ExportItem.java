package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.change.Checkpoint.Export;
import java.time.Instant;
import java.util.Optional;

/** An export under way, as one text beside its flow: it is written with each batch, and only together. */
final class ExportItem {

  private ExportItem() {}

  static String write(Export export) {
    ObjectNode values = Json.object()
        .put("job", export.job())
        .put("begun", export.begun().toString())
        .put("file", export.file())
        .put("bytes", export.bytes())
        .put("ranged", export.ranged())
        .put("lines", export.lines())
        .put("failed", export.failed());
    export.percent().ifPresent(percent -> values.put("percent", percent));
    export.total().ifPresent(total -> values.put("total", total));
    return Json.write(values);
  }

  static Export read(String text) {
    JsonNode values = Json.read(text);
    return new Export(values.path("job").asText(), Instant.parse(values.path("begun").asText()),
        values.has("percent") ? Optional.of(values.path("percent").asInt()) : Optional.empty(),
        values.path("file").asInt(), values.path("bytes").asLong(), values.path("ranged").asBoolean(), values.path("lines").asLong(),
        values.has("total") ? Optional.of(values.path("total").asLong()) : Optional.empty(), values.path("failed").asInt());
  }
}
