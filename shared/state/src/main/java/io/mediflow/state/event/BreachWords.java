package io.mediflow.state.event;

import io.mediflow.model.watch.Breach;

/** A transition in words. */
final class BreachWords {

  private BreachWords() {}

  static String subject(Breach one) {
    return "MediFlow " + one.connection() + ": " + one.kind() + (one.until().isPresent() ? " recovered" : " breach");
  }

  static String message(Breach one) {
    String about = one.subject().isEmpty() ? one.kind() : one.kind() + " of " + one.subject();
    return one.until()
        .map(until -> "%s, %s: well again since %s. It was: %s".formatted(one.connection(), about, until, one.sentence()))
        .orElseGet(() -> "%s, %s, since %s: %s".formatted(one.connection(), about, one.since(), one.sentence()));
  }
}
