package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.Problem.Category;

/** What a codec made of a record field's value. */
public sealed interface Encoded {

  /** It goes into the resource so. */
  record Value(JsonNode json) implements Encoded {}

  /** It cannot be written. */
  record Refused(Finding finding) implements Encoded {}

  static Encoded text(String value) {
    return new Value(TextNode.valueOf(value));
  }

  static Encoded refused(Category category, String sentence) {
    return new Refused(new Finding(category, sentence));
  }
}
