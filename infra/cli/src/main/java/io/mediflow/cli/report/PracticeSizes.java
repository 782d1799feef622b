package io.mediflow.cli.report;

import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
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
import java.util.function.ToIntFunction;

/**
 * How many patients, practitioners and locations of a practice are followed, by its records or its roster, whichever knows more, and
 * how many of the patients matter now. Counts only.
 */
public final class PracticeSizes {

  private static final int COUNTED = 1_000_000;

  private PracticeSizes() {}

  /** Days are the practice's; a patient whose record is not there yet is followed too, since an appointment names it. */
  public static Sizes of(RecordStore records, RosterStore roster, Connection connection, Instant now) {
    int patients = count(records, connection, RecordType.PATIENT);
    LocalDate today = now.atZone(connection.zone()).toLocalDate();
    Set<Object> hot = new HashSet<>();
    PracticeRecords.each(records, connection.id(), RecordType.APPOINTMENT, one -> {
      if (one.fields().get("patient") instanceof String patient && one.fields().get("start") instanceof String start
          && near(start, today, connection)) {
        hot.add(patient);
      }
    });
    int closely = Math.max(hot.size(), most(connection, one -> roster.hot(connection.id(), one, today.minusDays(1), today.plusDays(2)).size()));
    return new Sizes(
        Math.max(closely, Math.max(patients, followed(roster, connection, Kind.PATIENT))), closely,
        Math.max(count(records, connection, RecordType.PRACTITIONER), followed(roster, connection, Kind.PRACTITIONER)),
        Math.max(count(records, connection, RecordType.LOCATION), followed(roster, connection, Kind.LOCATION)));
  }

  private static int followed(RosterStore roster, Connection connection, Kind kind) {
    return most(connection, one -> roster.count(connection.id(), one, kind, COUNTED));
  }

  /** Interfaces have ids of their own for the same people. */
  private static int most(Connection connection, ToIntFunction<String> ofInterface) {
    return connection.interfaces().stream().map(EhrInterface::name).mapToInt(ofInterface).max().orElse(0);
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
