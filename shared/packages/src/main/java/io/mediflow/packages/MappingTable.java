package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.util.List;

/** The one truth about how a resource and a record go together, both ways. */
public record MappingTable(RecordType type, String resource, List<Row> rows) {

  public MappingTable {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param field     record field; {@code custom.NAME} for the practice's own
   * @param path      FHIRPath from the resource; for writing it must be of the constructible subset
   * @param codec     name of the codec between the two
   * @param direction which ways the row goes
   * @param required  whether a record cannot be without it
   * @param map       code map, or null
   * @param argument  what the codec needs besides, for example the type that a reference points to, or null
   * @param note      for the mapping document, or null
   */
  public record Row(
      String field, String path, String codec, Direction direction, boolean required, String map, String argument,
      String note) {}

  public enum Direction {
    READ,
    WRITE,
    BOTH
  }
}
