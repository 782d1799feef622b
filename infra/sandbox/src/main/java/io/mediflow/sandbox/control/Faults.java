package io.mediflow.sandbox.control;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What goes wrong on purpose. */
public final class Faults {

  /** How the EHR is away. */
  public enum Outage {
    NONE,
    /** Every request is answered 503. */
    UNAVAILABLE,
    /** Every connection is closed without an answer. */
    DROP;

    /** @throws IllegalArgumentException when there is no such mode */
    static Outage of(String mode) {
      return switch (mode.toLowerCase(Locale.ROOT)) {
        case "none", "off" -> NONE;
        case "503", "unavailable" -> UNAVAILABLE;
        case "drop" -> DROP;
        default -> throw new IllegalArgumentException("mode must be none, 503 or drop");
      };
    }
  }

  private final Stats stats;
  private final AtomicInteger answersToLose = new AtomicInteger();
  private volatile Outage outage = Outage.NONE;

  public Faults(Stats stats) {
    this.stats = stats;
  }

  public Outage outage() {
    return outage;
  }

  public void outage(Outage mode) {
    outage = mode;
  }

  public int answersToLose() {
    return answersToLose.get();
  }

  /** The next writes through FHIR are done, and their answers never arrive. */
  public void loseAnswers(int next) {
    answersToLose.set(next);
  }

  /** To be called when a write is done: closes the connection if this answer is to be lost. */
  public void written(HttpServletRequest request) {
    if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      stats.count(Stats.Event.ANSWER_LOST);
      drop(request);
    }
  }

  /** Closes the connection under a call. */
  public static void drop(HttpServletRequest request) {
    ServletContextRequest.getServletContextRequest(request).getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
