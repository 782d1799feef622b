package io.mediflow.mapping.codec;

import static io.mediflow.model.terminology.CodeSystems.ICD_10_CM;
import static io.mediflow.model.terminology.CodeSystems.SNOMED_CT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.AskedCodes;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.CodecName;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invented codes: what is tested is what becomes of equivalents and suggestions. */
class TranslatedCodecTest {

  private static final Code ASKED = new Code(SNOMED_CT, "1001");

  @Test
  void theOneEquivalentIsTheValue() {
    assertEquals(Optional.of("X10.1"), decode(maps(Equivalence.EQUIVALENT, Equivalence.WIDER)).value());
  }

  @Test
  void aSuggestionIsNeverAValue() {
    Decoded decoded = decode(maps(Equivalence.WIDER, Equivalence.INEXACT));
    assertEquals(Optional.empty(), decoded.value());
    assertEquals(Category.CODE_INVALID, decoded.finding().orElseThrow().category());
  }

  @Test
  void severalEquivalentsAreNotChosenFrom() {
    assertEquals(Optional.empty(), decode(maps(Equivalence.EQUIVALENT, Equivalence.EQUIVALENT)).value());
  }

  @Test
  void whatNoReleaseKnowsIsNoFault() {
    assertEquals(Decoded.NOTHING, decode(Terminology.EMPTY));
  }

  @Test
  void theCodesThatItNeedsCanBeAskedFor() {
    AskedCodes asked = new AskedCodes();
    decode(asked);
    assertEquals(Set.of(ASKED), asked.codes());
  }

  private static Decoded decode(Terminology known) {
    JsonNode coding = JsonNodeFactory.instance.objectNode().put("system", SNOMED_CT).put("code", "1001");
    return Codecs.of(CodecName.TRANSLATED)
        .decode(List.of(coding), new CodecContext(ZoneOffset.UTC, ICD_10_CM, Optional.empty(), null, known));
  }

  private static Terminology maps(Equivalence... equivalences) {
    List<Target> targets = Arrays.stream(equivalences).map(one -> new Target(
        new Code(ICD_10_CM, "X10." + (1 + Arrays.asList(equivalences).indexOf(one))), "", one)).toList();
    List<Target> apart = equivalences.length > 1 && equivalences[0] == equivalences[1]
        ? List.of(targets.getFirst(), new Target(new Code(ICD_10_CM, "X10.9"), "", equivalences[1])) : targets;
    return Terminology.of(Map.of(ASKED, new Concept(ASKED, "", true, apart)), Set.of());
  }
}
