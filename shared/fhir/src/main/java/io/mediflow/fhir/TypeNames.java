package io.mediflow.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;

/**
 * Names the model's types for FHIRPath: without them {@code ofType} and {@code is} know no type, and the specification's
 * own profiles are far too heavy to carry.
 */
final class TypeNames implements IValidationSupport {

  private static final String PREFIX = "http://hl7.org/fhir/StructureDefinition/";
  private static final List<String> PRIMITIVES = List.of(
      "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown",
      "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid");
  private static final List<String> COMPLEX = List.of(
      "Address", "Age", "Annotation", "Attachment", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Count",
      "Distance", "Dosage", "Duration", "Extension", "HumanName", "Identifier", "Meta", "Money", "Narrative", "Period", "Quantity",
      "Range", "Ratio", "Reference", "SampledData", "Signature", "Timing");

  private final FhirContext context;
  private final Map<String, StructureDefinition> types = new LinkedHashMap<>();

  TypeNames(FhirContext context, Collection<String> resources) {
    this.context = context;
    PRIMITIVES.forEach(name -> add(name, StructureDefinitionKind.PRIMITIVETYPE));
    COMPLEX.forEach(name -> add(name, StructureDefinitionKind.COMPLEXTYPE));
    resources.forEach(name -> add(name, StructureDefinitionKind.RESOURCE));
  }

  private void add(String name, StructureDefinitionKind kind) {
    StructureDefinition type = new StructureDefinition();
    type.setUrl(PREFIX + name).setName(name).setType(name).setKind(kind).setDerivation(TypeDerivationRule.SPECIALIZATION);
    types.put(type.getUrl(), type);
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public <T extends IBaseResource> T fetchResource(Class<T> type, String url) {
    StructureDefinition found = types.get(url);
    return type.isInstance(found) ? type.cast(found) : null;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String url) {
    return types.get(url);
  }

  @Override
  @SuppressWarnings("unchecked") // HAPI asks for StructureDefinitions as whatever resource it likes
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return (List<T>) List.copyOf(types.values());
  }
}
