package io.mediflow.mapping.codec;

import io.mediflow.model.record.RecordType;
import java.util.Optional;

/** How the EHR's references and our record ids go together, as the caller knows it. */
public interface References {

  /** The resource type that becomes this record type. */
  Optional<String> resourceType(RecordType type);

  String recordId(RecordType type, String sourceId);

  /** The EHR's reference ({@code Patient/123}) of this record id. */
  Optional<String> source(String recordId);
}
