package io.mediflow.mapping;

import java.time.ZoneId;
import java.util.Map;

/**
 * What the way back needs from its caller.
 *
 * @param zone    of the practice
 * @param sources EHR references ({@code Patient/123}) of the record ids that the fields name (see {@link Mapper#references})
 */
public record WriteContext(ZoneId zone, Map<String, String> sources) {}
