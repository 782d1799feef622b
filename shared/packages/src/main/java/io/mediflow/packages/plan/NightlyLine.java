package io.mediflow.packages.plan;

import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.record.RecordType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What comparing one record type with its EHR takes each night, where nothing has to be repaired.
 *
 * @param calls    for the numbers that the plan is made for; empty where nobody knows how many records there are, or nothing is compared
 * @param pageSize records that one call compares; 0 where nothing is compared
 * @param gap      what is not compared
 */
public record NightlyLine(RecordType type, String interfaceName, OptionalInt calls, int pageSize, Optional<Gap> gap) {}
