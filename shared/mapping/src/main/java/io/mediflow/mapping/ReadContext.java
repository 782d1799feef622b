package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.terminology.AskedCodes;
import io.mediflow.model.terminology.Terminology;
import java.time.ZoneId;
import java.util.function.BiFunction;

/**
 * What a mapping needs from its caller, so that it needs nothing from the world.
 *
 * @param zone        that a date-time without one takes
 * @param recordIds   makes the record id of a referenced resource from its record type and source id
 * @param terminology what is known of the codes that it will ask for; {@link AskedCodes} names them in a first run
 */
public record ReadContext(ZoneId zone, BiFunction<RecordType, String, String> recordIds, Terminology terminology) {

  /** Where no terminology is loaded. */
  public ReadContext(ZoneId zone, BiFunction<RecordType, String, String> recordIds) {
    this(zone, recordIds, Terminology.EMPTY);
  }

  public ReadContext with(Terminology known) {
    return new ReadContext(zone, recordIds, known);
  }
}
