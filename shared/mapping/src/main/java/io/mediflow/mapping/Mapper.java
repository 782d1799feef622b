package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import java.util.Map;
import java.util.Set;

/** Executes a package's tables in both directions. Pure: no clock, randomness, environment, network or log. */
public final class Mapper {

  /** Maps a resource (JSON bytes as the EHR sent them) to a record. Never throws for what the bytes are. */
  public ReadResult read(EhrPackage ehr, Overlay overlay, String interfaceName, byte[] resource, ReadContext context) {
    throw new UnsupportedOperationException();
  }

  /** The record ids that {@code fields} refer to; the caller resolves them into {@link WriteContext#sources()}. */
  public Set<String> references(EhrPackage ehr, Overlay overlay, RecordType type, Map<String, Object> fields) {
    throw new UnsupportedOperationException();
  }

  /** The resource that creates a record with these fields. */
  public WriteResult create(
      EhrPackage ehr, Overlay overlay, RecordType type, Map<String, Object> fields, WriteContext context) {
    throw new UnsupportedOperationException();
  }

  /** {@code current} with these fields changed: a blank (empty string) never wipes and is refused. */
  public WriteResult update(
      EhrPackage ehr, Overlay overlay, RecordType type, byte[] current, Map<String, Object> changes, WriteContext context) {
    throw new UnsupportedOperationException();
  }
}
