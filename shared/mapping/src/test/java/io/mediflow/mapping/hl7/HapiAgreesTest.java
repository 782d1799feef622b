package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HAPI HL7 v2 reads at every place of every ordinary sample what we read there: a second opinion that knows nothing of ours. */
class HapiAgreesTest {

  @Test
  void onEveryValue() throws Exception {
    int compared = 0;
    try (DefaultHapiContext hapi = new DefaultHapiContext(new GenericModelClassFactory())) {
      hapi.setValidationContext(ValidationContextFactory.noValidation());
      for (Hl7Samples sample : Hl7Samples.all()) {
        if (sample.expected().has("segments") && !sample.name().startsWith("ugly-")) {
          Hl7Message ours = ((Hl7Message.Parsed.Message) Hl7Message.parse(sample.bytes())).message();
          Message theirs = hapi.getGenericParser().parse(((Hl7Text.Text) Hl7Text.decode(sample.bytes())).text());
          compared += compare(sample.name(), ours, (GenericMessage) theirs);
        }
      }
    }
    assertTrue(compared > 1_000, "only " + compared + " values were compared");
  }

  private static int compare(String sample, Hl7Message ours, GenericMessage theirs) throws HL7Exception {
    int compared = 0;
    List<Segment> others = new ArrayList<>();
    for (String name : theirs.getNames()) { // in order; what comes again later is a name of its own
      for (Structure one : theirs.getAll(name)) {
        others.add((Segment) one);
      }
    }
    assertEquals(ours.segments().stream().map(Hl7Segment::name).toList(), others.stream().map(Segment::getName).toList(), sample);
    for (int i = 0; i < others.size(); i++) {
      Hl7Segment segment = ours.segments().get(i);
      for (Leaf leaf : leaves(segment)) {
        String value = Terser.get(others.get(i), leaf.field, leaf.repetition, leaf.component, leaf.subcomponent);
        if (value == null || !value.contains("\\")) { // of escapes it keeps more than we do
          assertEquals(value, leaf.text, () -> sample + " " + segment.name() + leaf);
          compared++;
        }
      }
    }
    return compared;
  }

  private record Leaf(int field, int repetition, int component, int subcomponent, String text) {
    @Override
    public String toString() {
      return "-" + field + "(" + repetition + ")-" + component + "-" + subcomponent;
    }
  }

  private static List<Leaf> leaves(Hl7Segment segment) {
    List<Leaf> leaves = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : segment.fields().properties()) {
      for (int repetition = 0; repetition < field.getValue().size(); repetition++) {
        for (Map.Entry<String, JsonNode> component : field.getValue().get(repetition).properties()) {
          for (Map.Entry<String, JsonNode> leaf : component.getValue().properties()) {
            leaves.add(new Leaf(Integer.parseInt(field.getKey()), repetition, Integer.parseInt(component.getKey()),
                Integer.parseInt(leaf.getKey()), leaf.getValue().textValue()));
          }
        }
      }
    }
    return leaves;
  }
}
