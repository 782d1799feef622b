package io.mediflow.model.record.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a text of a record is written, where more can be said than that it is a text. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Written {

  As value();

  /** The ways. What an EHR gives in part stays partial, so each allows that. */
  enum As {
    /** ISO 8601 date, whole or partial: {@code 1980}, {@code 1980-05}, {@code 1980-05-02}. */
    DATE,
    /** ISO 8601 date-time, with the offset that was given; without one where it cannot be told; or a {@link #DATE}. */
    TIME,
    /** Decimal number, with the digits that were given. */
    DECIMAL,
    /** Our id of another record; see {@link io.mediflow.model.record.RecordIds}. */
    RECORD_ID
  }
}
