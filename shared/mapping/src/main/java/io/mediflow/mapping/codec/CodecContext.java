package io.mediflow.mapping.codec;

import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.ConceptMap;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a codec may know besides the value.
 *
 * @param zone        that a date-time without one takes
 * @param argument    of the row, or null
 * @param map         code map of the row
 * @param terminology loaded releases, as far as the caller looked them up
 */
public record CodecContext(
    ZoneId zone, String argument, Optional<ConceptMap> map, References references, Terminology terminology) {

  /** Without terminology. */
  public CodecContext(ZoneId zone, String argument, Optional<ConceptMap> map, References references) {
    this(zone, argument, map, references, Terminology.EMPTY);
  }
}
