package io.mediflow.packages.doc;

import io.mediflow.packages.CodecName;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.InterfaceSpec.BudgetSpec;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.MappingTable.Merged;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.Relist;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in plain words what a row's settings mean. */
final class Words {

  private Words() {}

  /** A constant as packages write it. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty where nothing is stated. */
  static String budget(InterfaceSpec one) {
    return Stream.concat(
        one.budgets().stream().map(Words::budget),
        one.throttle().stream().map(throttle -> new TreeSet<>(throttle.statuses()).stream().map(String::valueOf)
            .collect(Collectors.joining(" or ")) + " may mean too many calls" + unconfirmed(throttle.confirmed())))
        .collect(Collectors.joining("; "));
  }

  private static String budget(BudgetSpec budget) {
    return budget.calls() + " calls in " + budget.window() + ", bucket " + budget.bucket() + unconfirmed(budget.confirmed());
  }

  private static String unconfirmed(boolean confirmed) {
    return confirmed ? "" : ", unconfirmed";
  }

  /** As packages write it, and what it goes by. */
  static String strategy(RecordSpec spec, ChangeStrategy one) {
    return one != ChangeStrategy.WINDOWED_RELIST ? one.label() : one.label() + spec.relist()
        .map(relist -> relist.by() == Relist.By.WHOLE ? "" : " by " + label(relist.by())).orElse(" (with no search stated, so not run)");
  }

  static String merged(Merged merged) {
    return " " + String.join(", ", merged.messages()) + " tell that the records that " + merged.each()
        + " names were merged into it, where they are of the authority of " + merged.ownAuthority() + ".";
  }

  static String ways(Direction direction) {
    return switch (direction) {
      case READ -> "read";
      case WRITE -> "write";
      case BOTH -> "read and write";
    };
  }

  /** Only a record's own fields can be required: an object of a group is what the EHR gives of it. */
  static String count(Row row, boolean list, boolean inside) {
    if (row.constant() != null) {
      return "always";
    }
    return row.required() && !inside ? list ? "required list" : "required" : list ? "list" : "optional";
  }

  /**
   * What happens when the value is absent or none that is known.
   *
   * @param inside whether the row is one of a group
   * @param places from how many places the field is read
   * @param listed whether the practice has the local list that the row names
   */
  static String otherwise(Row row, CodecName codec, boolean inside, int places, boolean listed) {
    if (row.constant() != null) {
      return "It does not depend on the record.";
    }
    StringBuilder said = new StringBuilder(absent(row, inside, places));
    said.append(' ').append(capital(codec.failure())).append('.');
    if (row.local()) {
      said.append(listed
          ? " What the practice's list lacks: kept as it came, marked. On a write what it lacks or has retired is refused."
          : " The practice has no such list, so the EHR's own are kept.");
    } else if (row.map() != null && row.writes()) {
      said.append(" On a write only equivalents of the map are used.");
    }
    return said.toString();
  }

  private static String absent(Row row, boolean inside, int places) {
    if (row.required() && !inside) {
      return switch (row.direction()) {
        case READ -> "Absent: the record is refused and kept in quarantine.";
        case WRITE -> "Absent: a create is refused.";
        case BOTH -> "Absent: the record is refused and kept in quarantine; a create is refused.";
      };
    }
    if (!row.reads()) {
      return "Absent: nothing is written, and nothing wiped.";
    }
    return (places > 1 ? "Absent in every place" : "Absent") + ": the field is empty.";
  }

  private static String capital(String sentence) {
    return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
