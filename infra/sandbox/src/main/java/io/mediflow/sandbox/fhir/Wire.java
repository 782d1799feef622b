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
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;

/** Between our JSON and HAPI's resources, strictly: what R4 does not know is refused. */
public final class Wire implements Form {
  private static final Map<String, Class<? extends Resource>> SERVED = Map.of(
      "Patient", Patient.class,
      "Appointment", Appointment.class,
      "Coverage", Coverage.class,
      "Slot", Slot.class,
      "Schedule", Schedule.class,
      "Practitioner", Practitioner.class,
      "Location", Location.class,
      "Organization", Organization.class,
      "Encounter", Encounter.class);

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
