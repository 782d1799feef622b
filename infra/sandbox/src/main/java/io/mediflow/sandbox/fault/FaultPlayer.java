package io.mediflow.sandbox.fault;

import io.mediflow.sandbox.fault.Fault.Call;
import io.mediflow.sandbox.fault.Fault.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Plays a script: says what befalls each call. */
public final class FaultPlayer {

  private static final class Turn {
    final Fault fault;
    final Random random;
    int left;
    int inARow;
    Instant minute = Instant.MIN;
    int calls;

    Turn(Fault fault, Random random) {
      this.fault = fault;
      this.random = random;
      this.left = fault.times();
    }

    /** Drawn for each call that it may befall, also while others end it: the faults stay independent. */
    boolean befalls(Instant now) {
      if (fault.kind() == Kind.CLOCK_MINUTE) {
        Instant begun = now.truncatedTo(ChronoUnit.MINUTES);
        calls = begun.equals(minute) ? calls + 1 : 1;
        minute = begun;
        return calls > fault.calls();
      }
      if (inARow == 0 && random.nextDouble() < fault.chance()) {
        inARow = fault.burst();
      }
      if (inARow == 0) {
        return false;
      }
      inARow--;
      return true;
    }
  }

  private final Clock clock;
  private final boolean tls;
  private List<Turn> turns = List.of();
  private Instant began = Instant.MIN;

  /** @param tls whether there are certificates that may end */
  public FaultPlayer(Clock clock, boolean tls) {
    this.clock = clock;
    this.tls = tls;
  }

  /**
   * From its beginning, in place of the one before. Each fault has a random source of its own, so that one more changes no other.
   *
   * @throws IllegalArgumentException when a certificate is to end, and there is none
   */
  public synchronized void play(FaultScript script) {
    if (!tls && script.faults().stream().anyMatch(one -> one.kind() == Kind.CERTIFICATE_ENDED)) {
      throw new IllegalArgumentException("certificate-ended needs a sandbox with --tls-keystore: this one speaks plain HTTP");
    }
    List<Turn> fresh = new ArrayList<>();
    for (Fault fault : script.faults()) {
      fresh.add(new Turn(fault, new Random(script.seed() * 31 + fresh.size())));
    }
    turns = List.copyOf(fresh);
    began = clock.instant();
  }

  public synchronized void stop() {
    turns = List.of();
  }

  /** How many faults are left that may still befall a call. */
  public synchronized int left() {
    return (int) turns.stream().filter(one -> one.left > 0).count();
  }

  /** All that befalls this call, in the script's order; after the first that ends it nothing more does. */
  public synchronized List<Fault> befalling(Call call) {
    return drawn(fault -> !fault.kind().ofNotifications() && fault.kind() != Kind.CERTIFICATE_ENDED && fault.on().means(call)
        && (fault.kind() != Kind.OTHER_CAPABILITIES || call == Call.METADATA));
  }

  /** What befalls the next notification, if anything does. */
  public synchronized Optional<Kind> befallingNotification() {
    return drawn(fault -> fault.kind().ofNotifications()).stream().map(Fault::kind).findFirst();
  }

  /** Whether who connects now is shown the certificate that has ended. */
  synchronized boolean befallingHandshake() {
    return !drawn(fault -> fault.kind() == Kind.CERTIFICATE_ENDED).isEmpty();
  }

  private List<Fault> drawn(Predicate<Fault> meant) {
    List<Fault> befalling = new ArrayList<>();
    Instant at = clock.instant();
    Duration age = turns.isEmpty() ? Duration.ZERO : Duration.between(began, at);
    for (Turn turn : turns) {
      Fault fault = turn.fault;
      boolean now = meant.test(fault) && age.compareTo(fault.from()) >= 0
          && fault.until().map(until -> age.compareTo(until) < 0).orElse(true) && turn.left > 0;
      if (now && turn.befalls(at) && befalling.stream().noneMatch(FaultPlayer::ends)) {
        turn.left--;
        befalling.add(fault);
      }
    }
    return befalling;
  }

  private static boolean ends(Fault fault) {
    return switch (fault.kind()) {
      case HALF_ANSWER, DROP_BEFORE, DROP_AFTER, STATUS, CLOCK_MINUTE, ERROR_BODY, NOTIFICATION_LOST, NOTIFICATION_TWICE, NOTIFICATION_LATE,
          SUBSCRIPTION_ERROR -> true;
      case LATENCY, REVOKE_TOKENS, CLOCK_SKEW, OTHER_CAPABILITIES, CERTIFICATE_ENDED -> false;
    };
  }
}
