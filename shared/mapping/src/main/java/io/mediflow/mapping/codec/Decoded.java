package io.mediflow.mapping.codec;

import io.mediflow.model.record.Problem.Category;
import java.util.Optional;

/**
 * What a codec made of a resource's values.
 *
 * @param value   the field's value; empty when nothing usable was there
 * @param finding what is wrong with it; the value, if any, stands all the same
 */
public record Decoded(Optional<Object> value, Optional<Finding> finding) {

  static final Decoded NOTHING = new Decoded(Optional.empty(), Optional.empty());

  static Decoded of(Object value) {
    return new Decoded(Optional.of(value), Optional.empty());
  }

  static Decoded marked(Object value, Category category, String sentence) {
    return new Decoded(Optional.of(value), Optional.of(new Finding(category, sentence)));
  }

  static Decoded unusable(Category category, String sentence) {
    return new Decoded(Optional.empty(), Optional.of(new Finding(category, sentence)));
  }
}
