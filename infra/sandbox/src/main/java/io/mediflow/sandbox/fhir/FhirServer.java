package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.smart.Tokens;
import java.util.List;

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
        new EncounterProvider(served)));
    registerInterceptor(new AccessInterceptor(tokens, stats));
    registerInterceptor(new OutcomeInterceptor(stats));
  }
}
