package io.mediflow.dashboard.status;

import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.WriteState;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of every write that was ever received (design §5): received = confirmed + accepted + … + in flight.
 *
 * @param terms those that are not zero
 */
public record Equation(long received, List<Term> terms) {

  /** How many writes stand so. */
  public record Term(String words, long count) {}

  public static Equation of(LedgerCounts counts) {
    List<Term> terms = new ArrayList<>();
    long inFlight = 0;
    for (WriteState state : WriteState.values()) {
      long count = counts.byState().get(state);
      if (state.inFlight()) {
        inFlight += count;
      } else if (count > 0) {
        terms.add(new Term(words(state), count));
      }
    }
    if (inFlight > 0) {
      terms.add(new Term("on the way", inFlight));
    }
    return new Equation(counts.received(), List.copyOf(terms));
  }

  /** {@code 7 received = 5 confirmed + 2 on the way}. */
  public String sentence() {
    List<String> sums = terms.stream().map(one -> one.count() + " " + one.words()).toList();
    return received + " received = " + (sums.isEmpty() ? "0" : String.join(" + ", sums));
  }

  /** What a state means to a practice. */
  public static String words(WriteState state) {
    return switch (state) {
      case RECEIVED -> "waiting to be sent";
      case CLAIMED, SENT -> "being sent";
      case UNKNOWN -> "sent, being checked";
      case WAITING -> "waiting for its encounter";
      case ACCEPTED -> "taken, not yet seen";
      case PENDING_REVIEW -> "waiting for a clinician";
      case CONFIRMED -> "confirmed";
      case REJECTED -> "refused by the EHR";
      case CONFLICT -> "in conflict";
      case EXPIRED -> "too late";
      case NEEDS_HUMAN -> "waiting for a person";
    };
  }
}
