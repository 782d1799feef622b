package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code translated}: a Coding's one equivalent in the code system that the row's argument names, by the loaded releases. What
 * is wider, narrower or depends on more than the code is a suggestion for a person and never a value.
 */
final class TranslatedCodec implements Codec {

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    Set<String> equivalents = new LinkedHashSet<>();
    boolean suggested = false;
    for (JsonNode coding : values) {
      Code code = new Code(coding.path("system").asText(), coding.path("code").asText());
      for (Target target : context.terminology().targets(code, context.argument())) {
        suggested = true;
        if (target.equivalence() == Equivalence.EQUIVALENT) {
          equivalents.add(target.code().code());
        }
      }
    }
    if (equivalents.size() == 1) {
      return Decoded.of(equivalents.iterator().next());
    }
    return suggested
        ? Decoded.unusable(Category.CODE_INVALID, "the loaded maps have no single equivalent of the EHR's code; choose one in the EHR")
        : Decoded.NOTHING;
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return Encoded.refused(Category.NOT_SUPPORTED, "it is translated from another code and is only read; send that code");
  }
}
