package io.mediflow.mapping.codec;

import io.mediflow.model.record.Problem.Category;

/** What a codec has to say about a value, without the value: becomes a problem once the row's field is added. */
public record Finding(Category category, String sentence) {}
