package io.mediflow.sandbox.fhir;

import io.mediflow.sandbox.control.Faults;
import io.mediflow.sandbox.control.Settings;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.desk.Writes;
import io.mediflow.sandbox.manner.Manner;
import io.mediflow.sandbox.store.Store;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the providers stand on.
 *
 * @param zone   of the practice: a search date without a time means the practice's day
 * @param manner what this endpoint allows; empty for all that is simulated
 */
public record Served(
    Store store, Wire wire, Writes writes, Settings settings, Faults faults, Stats stats, ZoneId zone, Optional<Manner> manner) {}
