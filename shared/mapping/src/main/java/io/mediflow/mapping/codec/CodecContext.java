package io.mediflow.mapping.codec;

import io.mediflow.packages.ConceptMap;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a codec may know besides the value.
 *
 * @param zone     that a date-time without one takes
 * @param argument of the row, or null
 * @param map      code map of the row
 */
public record CodecContext(ZoneId zone, String argument, Optional<ConceptMap> map, References references) {}
