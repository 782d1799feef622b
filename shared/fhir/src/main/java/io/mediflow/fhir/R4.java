package io.mediflow.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.parser.JsonParser;
import ca.uhn.fhir.parser.json.jackson.JacksonStructure;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Slot;

/** The R4 model, its parser and FHIRPath, ready to use. Everything here is stateless once made. */
public final class R4 {

  /** The resources that we map; only what is prepared here works in a native executable. */
  private static final Map<String, Class<? extends Resource>> RESOURCES = Map.ofEntries(
      Map.entry("AllergyIntolerance", AllergyIntolerance.class),
      Map.entry("Appointment", Appointment.class),
      Map.entry("ChargeItem", ChargeItem.class),
      Map.entry("Claim", Claim.class),
      Map.entry("Condition", Condition.class),
      Map.entry("Coverage", Coverage.class),
      Map.entry("DocumentReference", DocumentReference.class),
      Map.entry("Encounter", Encounter.class),
      Map.entry("Immunization", Immunization.class),
      Map.entry("Location", Location.class),
      Map.entry("MedicationRequest", MedicationRequest.class),
      Map.entry("Observation", Observation.class),
      Map.entry("Patient", Patient.class),
      Map.entry("Practitioner", Practitioner.class),
      Map.entry("Procedure", Procedure.class),
      Map.entry("Slot", Slot.class));

  static final FhirContext CONTEXT = context();
  private static final FHIRPathEngine ENGINE = engine();

  private R4() {}

  /** Whether resources of this type are prepared. */
  public static boolean knows(String resourceType) {
    return RESOURCES.containsKey(resourceType);
  }

  /**
   * Parses leniently: what the model does not know is passed over, an invalid primitive keeps its text.
   *
   * @param tree a resource without {@code text} and {@code contained}; its type is one that is known here
   */
  public static Resource parse(ObjectNode tree) {
    JacksonStructure structure = new JacksonStructure();
    structure.setNativeObject(tree);
    return new JsonParser(CONTEXT, new Lenient())
        .parseResource(RESOURCES.get(tree.path("resourceType").asText()), structure);
  }

  /**
   * Parses a FHIRPath expression, once for many evaluations.
   *
   * @throws IllegalArgumentException when it is none; the message says where
   */
  public static ExpressionNode expression(String path) {
    ExpressionNode parsed;
    try {
      parsed = ENGINE.parse(path);
    } catch (RuntimeException wrong) {
      // Lexer, definition and FHIR exceptions share no other type; and the engine's words quote only the expression.
      throw new IllegalArgumentException("it is not FHIRPath: " + wrong.getMessage(), wrong);
    }
    Impure.refuse(parsed);
    return parsed;
  }

  /** @throws RuntimeException when the expression does not go with this resource */
  public static List<Base> evaluate(Base resource, ExpressionNode expression) {
    return ENGINE.evaluate(resource, expression);
  }

  /** The model's element at the end of these members, from this resource type on. */
  public static Optional<Element> element(String resourceType, List<String> members) {
    BaseRuntimeElementDefinition<?> at = CONTEXT.getResourceDefinition(RESOURCES.get(resourceType));
    boolean several = false;
    Optional<String> choice = Optional.empty();
    for (String member : members) {
      if (!(at instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
        return Optional.empty();
      }
      BaseRuntimeChildDefinition child = composite.getChildByName(member);
      if (child == null) {
        return Optional.empty();
      }
      several = child.getMax() != 1;
      choice = child instanceof RuntimeChildChoiceDefinition
          ? Optional.of(child.getElementName().replace("[x]", ""))
          : Optional.empty();
      at = child.getChildByName(member);
    }
    return Optional.of(new Element(several, choice));
  }

  /**
   * @param several whether it is an array in JSON
   * @param choice  the name before the type, when the element may have one of several types: {@code value}
   */
  public record Element(boolean several, Optional<String> choice) {}

  private static FhirContext context() {
    FhirContext context = FhirContext.forR4();
    context.setValidationSupport(new TypeNames(context, RESOURCES.keySet()));
    RESOURCES.values().forEach(context::getResourceDefinition);
    return context;
  }

  /** Made, and each part of it used once, so that a native image finds it warm. */
  private static FHIRPathEngine engine() {
    FHIRPathEngine engine = new FHIRPathEngine(new HapiWorkerContext(CONTEXT, CONTEXT.getValidationSupport()));
    engine.setDoNotEnforceAsCaseSensitive(true);
    engine.setDoNotEnforceAsSingletonRule(true);
    RESOURCES.forEach((name, type) -> {
      ObjectNode tree = JsonNodeFactory.instance.objectNode().put("resourceType", name).put("id", "warm");
      tree.putObject("meta").put("lastUpdated", "2020-01-01T00:00:00Z");
      tree.putArray("extension").addObject().put("url", "urn:warm").put("valueString", "warm");
      Resource resource = new Warm(CONTEXT).parse(tree, type);
      for (String path : Warm.EXPRESSIONS) {
        engine.evaluate(resource, engine.parse(path));
      }
    });
    return engine;
  }
}
