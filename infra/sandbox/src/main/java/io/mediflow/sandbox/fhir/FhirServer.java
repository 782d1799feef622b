package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.manner.MannerInterceptor;
import io.mediflow.sandbox.smart.Tokens;
import java.util.List;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;

/** The FHIR endpoint: HAPI's server with the types that this EHR serves. */
public final class FhirServer extends RestfulServer {
  private static final int SEARCHES_KEPT = 200;
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  public FhirServer(Served served, Tokens tokens, Stats stats) {
    super(served.wire().context());
    setServerName("MediFlow sandbox EHR");
    setServerVersion("1");
    setImplementationDescription("A simulated EHR with synthetic patients");
    setDefaultResponseEncoding(EncodingEnum.JSON);
    FifoMemoryPagingProvider paging = new FifoMemoryPagingProvider(SEARCHES_KEPT);
    paging.setDefaultPageSize(PAGE);
    paging.setMaximumPageSize(LARGEST_PAGE);
    served.manner().ifPresent(manner -> {
      setImplementationDescription("A simulated EHR with synthetic patients: " + manner.title());
      paging.setDefaultPageSize(manner.page().usual());
      paging.setMaximumPageSize(manner.page().most());
      registerInterceptor(new MannerInterceptor(manner));
    });
    setPagingProvider(paging);
    setResourceProviders(List.of(
        new PatientProvider(served),
        new AppointmentProvider(served),
        new CoverageProvider(served),
        new SlotProvider(served),
        new ScheduleProvider(served),
        new PractitionerProvider(served),
        new LocationProvider(served),
        new OrganizationProvider(served),
        new EncounterProvider(served),
        new ChartProvider<>(served, AllergyIntolerance.class, "/patient", "/recordedDate"),
        new ChartProvider<>(served, ChargeItem.class, "/subject", "/occurrenceDateTime"),
        new ChartProvider<>(served, Claim.class, "/patient", "/created"),
        new ChartProvider<>(served, Condition.class, "/subject", "/recordedDate"),
        new ChartProvider<>(served, DocumentReference.class, "/subject", "/date"),
        new ChartProvider<>(served, Immunization.class, "/patient", "/occurrenceDateTime"),
        new ChartProvider<>(served, MedicationRequest.class, "/subject", "/authoredOn"),
        new ChartProvider<>(served, Observation.class, "/subject", "/effectiveDateTime"),
        new ChartProvider<>(served, Procedure.class, "/subject", "/performedDateTime")));
    registerInterceptor(new AccessInterceptor(tokens, stats));
    registerInterceptor(new OutcomeInterceptor(stats));
  }
}
