package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;
import java.util.List;

/** What a codec made of a record field's value. */
public sealed interface Encoded {

  /** It goes into the resource so. */
  record Value(JsonNode json) implements Encoded {}

  /**
   * They go along the row's paths so.
   *
   * @param values one for each path; a missing node leaves its place alone
   */
  record Several(List<JsonNode> values) implements Encoded {

    public Several {
      values = List.copyOf(values);
    }
  }

  /** It cannot be written. */
  record Refused(Finding finding) implements Encoded {}

  static Encoded text(String value) {
    return new Value(TextNode.valueOf(value));
  }

  static Encoded refused(Category category, String sentence) {
    return new Refused(new Finding(category, sentence));
  }
}
