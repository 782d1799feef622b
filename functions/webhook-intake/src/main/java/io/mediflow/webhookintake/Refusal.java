package io.mediflow.webhookintake;

import java.util.Locale;

/** Why a notification was not taken; what is told to the sender is said where it is refused. */
enum Refusal {
  PATH(404),
  METHOD(405),
  TOO_LARGE(413),
  NOT_PROVED(401),
  OUTSIDE_WINDOW(401),
  CONTENT_TYPE(415),
  ENCODING(415),
  TOO_DEEP(400),
  TOO_MANY(413),
  ABOUT_NOTHING(400),
  NO_NOTIFICATION(400),
  NOT_UTF_8(400),
  NO_MESSAGE(400),
  NO_REPORT(400),
  PAUSED(503),
  NOT_TAKEN(503);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /** As the metric names it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
