package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.PerformanceOptionsEnum;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.desk.Form;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Stored;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Appointment;
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
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;

/** Between our JSON and HAPI's resources, strictly: what R4 does not know is refused. */
public final class Wire implements Form {
  private static final Map<String, Class<? extends Resource>> SERVED = Map.ofEntries(
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
      Map.entry("Organization", Organization.class),
      Map.entry("Patient", Patient.class),
      Map.entry("Practitioner", Practitioner.class),
      Map.entry("Procedure", Procedure.class),
      Map.entry("Schedule", Schedule.class),
      Map.entry("Slot", Slot.class));

  private final FhirContext context;

  public Wire() {
    context = FhirContext.forR4();
    context.setPerformanceOptions(PerformanceOptionsEnum.DEFERRED_MODEL_SCANNING);
    context.setParserErrorHandler(new StrictErrorHandler());
  }

  public FhirContext context() {
    return context;
  }

  public Set<String> types() {
    return SERVED.keySet();
  }

  IBaseResource resource(Stored version) {
    return context.newJsonParser().parseResource(SERVED.get(version.type()), version.json().toString());
  }

  ObjectNode json(IBaseResource resource) {
    return (ObjectNode) Json.read(context.newJsonParser().encodeResourceToString(resource));
  }

  @Override
  public ObjectNode check(String type, ObjectNode json) {
    Class<? extends Resource> served = SERVED.get(type);
    if (served == null) {
      throw new Refused(Refusal.NOT_FOUND);
    }
    if (!json.path("resourceType").asText().equals(type)) {
      throw new Refused(Refusal.MALFORMED, "resourceType");
    }
    try {
      return json(context.newJsonParser().parseResource(served, json.toString()));
    } catch (DataFormatException e) {
      throw new Refused(Refusal.MALFORMED);
    }
  }
}
