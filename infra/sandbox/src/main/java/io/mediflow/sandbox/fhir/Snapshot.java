package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import io.mediflow.sandbox.store.Stored;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.InstantType;

/** What a search found, as it was then; later pages show the same. */
final class Snapshot implements IBundleProvider {
  private final Wire wire;
  private final List<Stored> found;
  private final InstantType published = InstantType.now();
  private final String id = UUID.randomUUID().toString();

  Snapshot(Wire wire, List<Stored> found) {
    this.wire = wire;
    this.found = found;
  }

  @Override
  public IPrimitiveType<Date> getPublished() {
    return published;
  }

  @Override
  public List<IBaseResource> getResources(int from, int to) {
    int end = Math.min(to, found.size());
    return from >= end ? List.of() : found.subList(from, end).stream().map(wire::resource).toList();
  }

  @Override
  public String getUuid() {
    return id;
  }

  @Override
  public Integer preferredPageSize() {
    return null;
  }

  @Override
  public Integer size() {
    return found.size();
  }
}
