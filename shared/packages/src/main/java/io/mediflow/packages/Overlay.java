package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.List;
import java.util.Map;

/** A practice's own mapping rows, on top of its package. */
public record Overlay(int version, Map<RecordType, List<MappingTable.Row>> rows) {

  public static final Overlay NONE = new Overlay(0, Map.of());
}
