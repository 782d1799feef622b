package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.store.Stored;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.InstantType;

/** What a search found, as it was then; later pages show the same. */
final class Snapshot implements IBundleProvider {
  private final Wire wire;
  private final List<Stored> found;
  private final Predicate<JsonNode> kept;
  private final InstantType published = InstantType.now();
  private final String id = UUID.randomUUID().toString();

  /** @param kept of what a page was cut from; the rest is dropped from the page, which is not filled up */
  Snapshot(Wire wire, List<Stored> found, Predicate<JsonNode> kept) {
    this.wire = wire;
    this.found = found;
    this.kept = kept;
  }

  @Override
  public IPrimitiveType<Date> getPublished() {
    return published;
  }

  @Override
  public List<IBaseResource> getResources(int from, int to) {
    int end = Math.min(to, found.size());
    return from >= end ? List.of() : found.subList(from, end).stream().filter(one -> kept.test(one.json())).map(wire::resource).toList();
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
