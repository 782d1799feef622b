package io.mediflow.mapping.codec;

import io.mediflow.model.record.Problem.Category;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which code of a medication is taken, and an NDC's one form; what is only a text stays a text, for nearest names are guesses. */
final class Medications {

  private Medications() {}

  /** The higher the better. */
  static int rank(Map<String, Object> coded) {
    Object system = coded.get("system");
    return !coded.containsKey("code") ? 0
        : CodeSystems.RXNORM.equals(system) ? 3
        : CodeSystems.NDC.equals(system) ? 2 : 1;
  }

  static Decoded decoded(Map<String, Object> coded) {
    if (!CodeSystems.NDC.equals(coded.get("system")) || !(coded.get("code") instanceof String code)) {
      return coded.isEmpty() ? Decoded.NOTHING : Decoded.of(coded);
    }
    Optional<String> eleven = Ndc.eleven(code);
    if (eleven.isEmpty()) {
      return Decoded.marked(coded, Category.CODE_INVALID,
          "its NDC does not show its 11 digits; it is kept as it came, add the hyphens or the code of RxNorm in the EHR");
    }
    Map<String, Object> whole = new LinkedHashMap<>(coded);
    whole.put("code", eleven.get());
    return Decoded.of(whole);
  }
}
