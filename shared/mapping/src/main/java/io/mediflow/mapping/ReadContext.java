package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import java.time.ZoneId;
import java.util.function.BiFunction;

/**
 * What a mapping needs from its caller, so that it needs nothing from the world.
 *
 * @param zone      that a date-time without one takes
 * @param recordIds makes the record id of a referenced resource from its record type and source id
 */
public record ReadContext(ZoneId zone, BiFunction<RecordType, String, String> recordIds) {}
