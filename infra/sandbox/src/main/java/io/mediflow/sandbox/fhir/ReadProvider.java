package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.IResourceProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import io.mediflow.sandbox.manner.Manner;
import io.mediflow.sandbox.store.Stored;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Reading and searching, the same for every type; each type adds its search parameters. */
public abstract class ReadProvider<T extends Resource> implements IResourceProvider {
  protected final Served served;
  private final Class<T> type;

  protected ReadProvider(Served served, Class<T> type) {
    this.served = served;
    this.type = type;
  }

  @Override
  public Class<T> getResourceType() {
    return type;
  }

  protected String name() {
    return type.getSimpleName();
  }

  @Read
  public T read(@IdParam IdType id) {
    Stored found = served.store().find(name(), id.getIdPart()).orElseThrow(() -> new Refused(
        served.store().isDeleted(name(), id.getIdPart()) ? Refusal.DELETED : Refusal.NOT_FOUND));
    return type.cast(served.wire().resource(found));
  }

  /**
   * @param sortable   by this type, besides {@code _id} and {@code _lastUpdated}: parameter to pointer
   * @param conditions by the parameter that asks for each
   */
  protected IBundleProvider found(SortSpec sort, Map<String, String> sortable, Map<String, Predicate<JsonNode>> conditions) {
    Set<String> later = served.manner().flatMap(one -> one.search(name())).map(Manner.Search::later).orElse(Set.of());
    Predicate<JsonNode> first = all(conditions, one -> !later.contains(one));
    List<Stored> found = served.store().all(name()).stream()
        .filter(stored -> first.test(stored.json()))
        .sorted(order(sort, sortable))
        .toList();
    return new Snapshot(served.wire(), found, all(conditions, later::contains));
  }

  private static Predicate<JsonNode> all(Map<String, Predicate<JsonNode>> conditions, Predicate<String> which) {
    return conditions.entrySet().stream().filter(one -> which.test(one.getKey())).map(Map.Entry::getValue)
        .reduce(json -> true, Predicate::and);
  }

  private static Comparator<Stored> order(SortSpec sort, Map<String, String> sortable) {
    if (sort == null) {
      return Comparator.comparing(Stored::id);
    }
    String by = sort.getParamName();
    Comparator<Stored> order;
    if (by.equals("_lastUpdated")) {
      order = Comparator.comparing(Stored::lastUpdated);
    } else if (by.equals("_id")) {
      order = Comparator.comparing(Stored::id);
    } else if (sortable.containsKey(by)) {
      order = Comparator.comparing(stored -> sortKey(stored.json().at(sortable.get(by)).asText()));
    } else {
      throw new Refused(Refusal.NOT_SUPPORTED, "_sort");
    }
    order = sort.getOrder() == SortOrderEnum.DESC ? order.reversed() : order;
    return order.thenComparing(sort.getChain() == null ? Comparator.comparing(Stored::id) : order(sort.getChain(), sortable));
  }

  /** Times compare as instants, whatever their offsets. */
  private static String sortKey(String value) {
    return value.matches("\\d{4}-\\d\\d-\\d\\dT.*") ? OffsetDateTime.parse(value).toInstant().toString() : value;
  }
}
