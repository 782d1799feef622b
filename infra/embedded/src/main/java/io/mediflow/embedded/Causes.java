package io.mediflow.embedded;

/** Finds the cause in a chain of exceptions that libraries wrapped. */
final class Causes {

  private Causes() {}

  static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return true;
      }
    }
    return false;
  }

  static EmbeddedFailure portTaken(int port, Throwable cause) {
    return new EmbeddedFailure(
        "Port " + port + " is taken; choose another one, or stop the program that listens there.", cause);
  }
}
