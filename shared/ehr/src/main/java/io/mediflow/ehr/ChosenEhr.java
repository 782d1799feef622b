package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The port's bean: each call goes to who speaks what its interface speaks. */
@Singleton
public class ChosenEhr implements Ehr {

  private final FhirEhr fhir;
  private final DocumentEhr documents;

  public ChosenEhr(FhirEhr fhir, DocumentEhr documents) {
    this.fhir = fhir;
    this.documents = documents;
  }

  private Ehr of(Access access) {
    return access.rest().isPresent() ? documents : fhir;
  }

  @Override
  public EhrResult<EhrResource> read(Access access, String type, String id) {
    return of(access).read(access, type, id);
  }

  @Override
  public EhrResult<EhrPage> search(Access access, String type, String query) {
    return of(access).search(access, type, query);
  }

  @Override
  public EhrResult<EhrPage> follow(Access access, URI next) {
    return of(access).follow(access, next);
  }

  @Override
  public EhrResult<EhrResource> create(Access access, String type, byte[] resource, Instant sendBy) {
    return of(access).create(access, type, resource, sendBy);
  }

  @Override
  public EhrResult<EhrResource> patch(
      Access access, String type, String id, byte[] patch, Optional<String> ifMatch, Instant sendBy) {
    return of(access).patch(access, type, id, patch, ifMatch, sendBy);
  }

  @Override
  public EhrResult<EhrResource> capabilities(Access access) {
    return of(access).capabilities(access);
  }

  @Override
  public EhrResult<Instant> authenticate(Access access) {
    return of(access).authenticate(access);
  }

  @Override
  public EhrResult<Optional<Instant>> certificateEnds(Access access) {
    return of(access).certificateEnds(access);
  }
}
