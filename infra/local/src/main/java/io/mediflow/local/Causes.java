package io.mediflow.local;

import java.util.ArrayList;
import java.util.List;

/** What failed and where, for the log: types and places, never messages, since those may quote values. */
public final class Causes {

  private static final int DEEPEST = 5;

  private Causes() {}

  public static String of(Throwable thrown) {
    List<String> chain = new ArrayList<>();
    for (Throwable one = thrown; one != null && chain.size() < DEEPEST; one = one.getCause()) {
      StackTraceElement[] trace = one.getStackTrace();
      chain.add(one.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
    }
    return String.join(", because of ", chain);
  }
}
