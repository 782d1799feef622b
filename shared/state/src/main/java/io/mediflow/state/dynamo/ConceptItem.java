package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.model.terminology.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A concept of one load as an item. */
final class ConceptItem {

  /** DynamoDB's own limit of a range key. */
  private static final int MOST_KEY_BYTES = 1024;

  private ConceptItem() {}

  /** Whether a code can lie in the table: what an EHR sends as a code may be anything. */
  static boolean fits(Code code) {
    return !code.system().isEmpty() && !code.code().isEmpty()
        && (code.system() + "|" + code.code()).getBytes(StandardCharsets.UTF_8).length <= MOST_KEY_BYTES;
  }

  static Item write(String name, String generation, Concept one) {
    if (!fits(one.code())) {
      throw new IllegalArgumentException("a code without text, or too long for a key");
    }
    ArrayNode targets = Json.array();
    for (Target target : one.targets()) {
      ObjectNode node = targets.addObject()
          .put("system", target.code().system())
          .put("code", target.code().code())
          .put("equivalence", target.equivalence().name());
      unlessEmpty(node, "display", target.display());
      unlessEmpty(node, "note", target.note());
    }
    return Item.at(Keys.concept(name, generation, one.code()))
        .with("system", one.code().system())
        .with("code", one.code().code())
        .with("display", one.display())
        .with("active", one.active())
        .with("targets", Json.write(targets));
  }

  static Concept read(Item item) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode node : Json.read(item.text("targets"))) {
      targets.add(new Target(new Code(node.path("system").asText(), node.path("code").asText()), node.path("display").asText(),
          Equivalence.valueOf(node.path("equivalence").asText()), node.path("note").asText()));
    }
    return new Concept(new Code(item.text("system"), item.text("code")), item.text("display"), item.flag("active"), targets);
  }

  private static void unlessEmpty(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }
}
