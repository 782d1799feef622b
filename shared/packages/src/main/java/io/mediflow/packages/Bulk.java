package io.mediflow.packages;

import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.BulkEhr.Level;

/**
 * How an interface exports in bulk.
 *
 * @param level     of what; of a group each connection says of which
 * @param since     whether it can be asked for what has changed; otherwise each export is of all
 * @param oneJob    whether it makes one export at a time for us
 * @param confirmed whether the maker's own documentation says so
 */
public record Bulk(Level level, boolean since, boolean oneJob, boolean confirmed) {

  /** The setting of a connection that names the Group; one without it is not exported. */
  public static final String GROUP = "group";

  static Bulk read(Section section) {
    Bulk bulk = new Bulk(section.constant("level", Level.class), section.flag("since"), section.flag("one-job"),
        !section.flag("unconfirmed"));
    section.end();
    return bulk;
  }

  /** Whether a connection says all that is needed. */
  public boolean may(EhrInterface own) {
    return level != Level.GROUP || !group(own).isEmpty();
  }

  /** Of which there is an export; empty at another level. */
  public String group(EhrInterface own) {
    return level == Level.GROUP ? own.settings().getOrDefault(GROUP, "") : "";
  }
}
