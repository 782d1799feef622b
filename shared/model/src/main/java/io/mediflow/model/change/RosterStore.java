package io.mediflow.model.change;

import io.mediflow.model.store.Page;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * Whom and what we follow of a connection where its EHR names changes only to who names a patient (design §2: roster, hot set).
 * Ids are the EHR's source ids on one interface; none is blank.
 */
public interface RosterStore {

  /** What an EHR lists changes by. */
  enum Kind {
    PATIENT,
    PRACTITIONER,
    LOCATION
  }

  /** Adds these ids; for those that are followed already it only reads. */
  void follow(String connection, String interfaceName, Kind kind, Collection<String> ids);

  /** Follows these ids no more; one that is not followed is left so. */
  void leave(String connection, String interfaceName, Kind kind, Collection<String> ids);

  /**
   * Those that are followed, ascending by id.
   *
   * @param cursor the id behind which to go on, whether it is still followed or not; null for the start
   */
  Page<String> page(String connection, String interfaceName, Kind kind, String cursor, int limit);

  /** How many are followed, counted up to {@code most}. */
  int count(String connection, String interfaceName, Kind kind, int most);

  /** Puts the patient into the hot set of these days; for days that have them already it only reads. A day is kept for some days. */
  void hot(String connection, String interfaceName, String patientId, Collection<LocalDate> days);

  /** The patients that are hot on any of these days, both inclusive, and are followed: ascending, each once. */
  List<String> hot(String connection, String interfaceName, LocalDate from, LocalDate to);
}
