package io.mediflow.cli.report;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.plan.Sizes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many patients, practitioners and locations a practice's records hold, and how many of the patients have an appointment about
 * now. Counts only.
 */
public final class PracticeSizes {

  private PracticeSizes() {}

  /** Days are the practice's; a patient whose record is not there yet is followed too, since an appointment names it. */
  public static Sizes of(RecordStore records, Connection connection, Instant now) {
    int patients = count(records, connection, RecordType.PATIENT);
    LocalDate today = now.atZone(connection.zone()).toLocalDate();
    Set<Object> hot = new HashSet<>();
    PracticeRecords.each(records, connection.id(), RecordType.APPOINTMENT, one -> {
      if (one.fields().get("patient") instanceof String patient && one.fields().get("start") instanceof String start
          && near(start, today, connection)) {
        hot.add(patient);
      }
    });
    return new Sizes(Math.max(patients, hot.size()), hot.size(), count(records, connection, RecordType.PRACTITIONER),
        count(records, connection, RecordType.LOCATION));
  }

  private static int count(RecordStore records, Connection connection, RecordType type) {
    AtomicInteger count = new AtomicInteger();
    PracticeRecords.each(records, connection.id(), type, one -> count.incrementAndGet());
    return count.get();
  }

  private static boolean near(String start, LocalDate today, Connection connection) {
    try {
      LocalDate day = OffsetDateTime.parse(start).atZoneSameInstant(connection.zone()).toLocalDate();
      return !day.isBefore(today.minusDays(1)) && !day.isAfter(today.plusDays(2));
    } catch (DateTimeException noTime) {
      return false;
    }
  }
}
