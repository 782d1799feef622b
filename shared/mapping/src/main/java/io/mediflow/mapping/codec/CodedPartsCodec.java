package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * {@code coded-parts}: a coded value whose parts lie along several paths, as in HL7's CWE: of the code and its alternate
 * the one whose system is known, and the original text as display where neither has one. Only the first is written.
 */
final class CodedPartsCodec implements Codec {

  private static final List<String> PARTS = List.of("system", "code", "display");

  private final ToIntFunction<Map<String, Object>> rank;

  /** @param rank the highest is taken, the first of equals */
  CodedPartsCodec(ToIntFunction<Map<String, Object>> rank) {
    this.rank = rank;
  }

  CodedPartsCodec() {
    this(coded -> coded.containsKey("code") ? CodeSystems.known((String) coded.getOrDefault("system", "")) ? 2 : 1 : 0);
  }

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    return coded(values, context).map(Decoded::of).orElse(Decoded.NOTHING);
  }

  Optional<Map<String, Object>> coded(List<JsonNode> values, CodecContext context) {
    Map<String, String> found = Order.of(CodecName.CODED_PARTS, context).read(values);
    Map<String, Object> first = coded(found.get("system"), found.get("code"), found.get("display"));
    Map<String, Object> other = coded(found.get("alternateSystem"), found.get("alternateCode"), found.get("alternateDisplay"));
    boolean better = !other.isEmpty() && (first.isEmpty() || rank.applyAsInt(other) > rank.applyAsInt(first));
    Map<String, Object> best = better ? other : first;
    if (found.containsKey("text")) {
      best.putIfAbsent("display", found.get("text"));
    }
    return best.containsKey("code") || best.containsKey("display") ? Optional.of(best) : Optional.empty();
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    Map<String, String> coded = new LinkedHashMap<>(Texts.of(value).orElse(Map.of()));
    if (!coded.containsKey("code") && !coded.containsKey("display") || !PARTS.containsAll(coded.keySet())) {
      return Encoded.refused(Category.VALUE, "it is not a coded value; send system, code and display as texts");
    }
    coded.computeIfPresent("system", (part, uri) -> CodeSystems.name(uri));
    return Order.of(CodecName.CODED_PARTS, context).write(coded);
  }

  private static Map<String, Object> coded(String system, String code, String display) {
    Map<String, Object> coded = new LinkedHashMap<>();
    if (system != null && code != null) {
      coded.put("system", CodeSystems.uri(system));
    }
    if (code != null) {
      coded.put("code", code);
    }
    if (display != null) {
      coded.put("display", display);
    }
    return coded;
  }
}
