package io.mediflow.writeback;

import java.time.Instant;
import java.util.Locale;

/** A decision in a word or two, for tables. */
final class Said {

  private Said() {}

  static String of(WriteBackDecision decision) {
    return switch (decision) {
      case WriteBackDecision.Wait wait -> "wait";
      case WriteBackDecision.Claim claim -> "claim";
      case WriteBackDecision.Send send -> "send";
      case WriteBackDecision.ReadBack back -> "read back";
      case WriteBackDecision.Again again -> again.event();
      case WriteBackDecision.Doubt doubt -> "unknown";
      case WriteBackDecision.Confirm confirm -> "confirmed";
      case WriteBackDecision.Settle settle -> settle.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /** When the write is looked at again. */
  static Instant at(WriteBackDecision decision) {
    return switch (decision) {
      case WriteBackDecision.Again again -> again.at();
      case WriteBackDecision.Doubt doubt -> doubt.at();
      case WriteBackDecision other -> throw new AssertionError("this settles or goes on: " + of(other));
    };
  }
}
