package io.mediflow.mapping;

import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** References as the caller of a read or a write knows them. */
record KnownReferences(
    EhrPackage ehr, BiFunction<RecordType, String, String> recordIds, Map<String, String> sources) implements References {

  static KnownReferences reading(EhrPackage ehr, BiFunction<RecordType, String, String> recordIds) {
    return new KnownReferences(ehr, recordIds, Map.of());
  }

  /** The way back, which must find the record ids again that it started from. */
  static KnownReferences writing(EhrPackage ehr, Map<String, String> sources) {
    return new KnownReferences(ehr, (type, sourceId) -> sources.entrySet().stream()
        .filter(one -> ehr.record(type).map(spec -> spec.table().resource() + "/" + sourceId).filter(one.getValue()::equals).isPresent())
        .map(Map.Entry::getKey).findFirst().orElse(""), sources);
  }

  @Override
  public Optional<String> resourceType(RecordType type) {
    return ehr.record(type).map(spec -> spec.table().resource());
  }

  @Override
  public String recordId(RecordType type, String sourceId) {
    return recordIds.apply(type, sourceId);
  }

  @Override
  public Optional<String> source(String recordId) {
    return Optional.ofNullable(sources.get(recordId));
  }
}
