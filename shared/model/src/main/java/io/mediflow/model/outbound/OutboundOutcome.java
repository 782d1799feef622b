package io.mediflow.model.outbound;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a message.
 *
 * @param code  MSA-1 of the answer, or empty where none came
 * @param text  the answer's reasons in the other side's words, which may speak of a patient; or ours, why it was not sent
 * @param sends how often its bytes were given to the other side; above 1 it may have been taken more than once, under one control id
 */
public record OutboundOutcome(Result result, String code, String text, int sends, Instant at) {

  /** In the end one of these. */
  public enum Result {
    /** AA or CA: taken. That it was filed too is not said. */
    ACCEPTED,
    /** AE, CE, AR or CR: not taken, with the other side's reasons. */
    REFUSED,
    /** Sent, and never answered: nobody knows but the other side. */
    UNANSWERED,
    /** Not sent, since it could not have been answered or framed. */
    UNSENDABLE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Result> of(String label) {
      return Stream.of(values()).filter(one -> one.label().equals(label)).findFirst();
    }
  }
}
