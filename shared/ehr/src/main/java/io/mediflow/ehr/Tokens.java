package io.mediflow.ehr;

import io.mediflow.ehr.TokenRequest.Issued;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.Signer.SigningKey;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.ehr.TokenStore.TokenState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Access tokens: shared by all workers, fetched by one of them for all, early and with jitter. A refusal is kept too, so that
 * workers do not storm an authorization server that says no.
 */
final class Tokens {

  /** What a call may carry. */
  record Token(String value, Instant ends) {}

  private record Renewal(String token, Instant until) {}

  private static final Logger LOG = Logger.getLogger(Tokens.class);
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);
  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(60);
  private static final Duration TROUBLE_KEPT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(60);
  private static final Duration FIRST_NAP = Duration.ofMillis(50);
  private static final Duration LONGEST_NAP = Duration.ofMillis(400);

  private final TokenStore store;
  private final Signer signer;
  private final Clock clock;
  private final TokenRequest request;
  private final Map<String, Renewal> renewals = new ConcurrentHashMap<>();

  Tokens(TokenStore store, Signer signer, Clock clock, TokenRequest request) {
    this.store = store;
    this.signer = signer;
    this.clock = clock;
    this.request = request;
  }

  /** A token that holds; from the store, or fetched by this worker or another one. */
  EhrResult<Token> token(Access access) {
    return token(access, TokenKey.of(access), Optional.empty());
  }

  /**
   * Another token than the one that the EHR did not take. One that was fetched for this very reason is not replaced within a
   * minute: some EHRs answer 401 for what no token cures.
   */
  EhrResult<Token> renewed(Access access, Token rejected) {
    var key = TokenKey.of(access);
    var now = clock.instant();
    var last = renewals.get(key);
    if (last != null && last.token().equals(rejected.value()) && last.until().isAfter(now)) {
      return denied(401, Optional.empty());
    }
    var result = token(access, key, Optional.of(rejected.value()));
    if (result instanceof EhrResult.Done<Token>(var fresh)) {
      renewals.put(key, new Renewal(fresh.value(), now.plus(BETWEEN_RENEWALS)));
    }
    return result;
  }

  private EhrResult<Token> token(Access access, String key, Optional<String> rejected) {
    var holder = UUID.randomUUID().toString();
    var giveUp = System.nanoTime() + access.timeout().toNanos();
    for (var nap = FIRST_NAP; ; nap = nap.compareTo(LONGEST_NAP) < 0 ? nap.multipliedBy(2) : nap) {
      var now = clock.instant();
      var state = store.find(key);
      var held = held(state, now, rejected);
      if (held.isPresent() && state.get().refreshAt().isAfter(now)) {
        return new EhrResult.Done<>(held.get());
      }
      var refused = state.flatMap(TokenState::refused).filter(now::isBefore);
      if (refused.isPresent() && held.isEmpty()) {
        return denied(0, refused);
      }
      var signingKey = usableKey(access, now);
      if (signingKey.isEmpty()) {
        return held.<EhrResult<Token>>map(EhrResult.Done::new).orElseGet(() -> denied(0, Optional.empty()));
      }
      if (store.lease(key, holder, now, now.plus(access.timeout().multipliedBy(2)).plus(LEASE_MARGIN))) {
        return refresh(access, key, holder, signingKey.get(), rejected);
      }
      if (held.isPresent()) {
        return new EhrResult.Done<>(held.get());
      }
      if (System.nanoTime() - giveUp > 0 || Thread.currentThread().isInterrupted()) {
        return denied(0, Optional.empty());
      }
      LockSupport.parkNanos(nap.toNanos());
    }
  }

  /** Holding the lease. The store is read once more: another worker may have fetched a token right before. */
  private EhrResult<Token> refresh(
      Access access, String key, String holder, SigningKey signingKey, Optional<String> rejected) {
    var before = store.find(key);
    var next = before.orElseGet(() -> nothing(clock.instant(), Optional.empty()));
    try {
      var now = clock.instant();
      var held = held(before, now, rejected);
      if (held.isPresent() && next.refreshAt().isAfter(now)) {
        return new EhrResult.Done<>(held.get());
      }
      return switch (request.send(access, signingKey)) {
        case EhrResult.Done<Issued>(var issued) -> {
          next = fresh(issued);
          yield new EhrResult.Done<>(new Token(issued.token(), issued.ends()));
        }
        case EhrResult.Failed<Issued>(var failure) -> {
          var until = believedUntil(failure);
          next = held
              .map(old -> new TokenState(Optional.of(old.value()), until, old.ends(), Optional.empty()))
              .orElseGet(() -> nothing(until, refused(failure) ? Optional.of(until) : Optional.empty()));
          yield held.<EhrResult<Token>>map(EhrResult.Done::new).orElseGet(() -> new EhrResult.Failed<>(harmless(failure)));
        }
      };
    } finally {
      store.put(key, holder, next);
    }
  }

  private TokenState fresh(Issued issued) {
    var life = Duration.between(issued.asked(), issued.ends());
    var jitter = ThreadLocalRandom.current().nextDouble(0.7, 0.9);
    return new TokenState(
        Optional.of(issued.token()), issued.asked().plusMillis((long) (life.toMillis() * jitter)), issued.ends(),
        Optional.empty());
  }

  private static TokenState nothing(Instant at, Optional<Instant> refused) {
    return new TokenState(Optional.empty(), at, at, refused);
  }

  private static Optional<Token> held(Optional<TokenState> state, Instant now, Optional<String> rejected) {
    return state.flatMap(one -> holding(one, now)).filter(one -> !rejected.equals(Optional.of(one.value())));
  }

  /** A token that ends in this moment would end on its way. */
  private static Optional<Token> holding(TokenState state, Instant now) {
    return state.token()
        .filter(one -> state.ends().isAfter(now.plusSeconds(2)))
        .map(one -> new Token(one, state.ends()));
  }

  private Optional<SigningKey> usableKey(Access access, Instant now) {
    try {
      var key = signer.key(access.signingKey());
      return Optional.of(key).filter(one -> one.ends().map(now::isBefore).orElse(true));
    } catch (IllegalStateException noKey) {
      LOG.warnf("Connection %s cannot authenticate: %s", access.connection(), noKey.getMessage());
      return Optional.empty();
    }
  }

  /** Whether the authorization server said no; our own budget has more for who is in a hurry. */
  private static boolean refused(EhrFailure failure) {
    return failure.kind() != Kind.UNREACHABLE && !(failure.kind() == Kind.THROTTLED && failure.status() == 0);
  }

  private Instant believedUntil(EhrFailure failure) {
    var now = clock.instant();
    var kept = failure.kind() == Kind.UNAUTHENTICATED || failure.kind() == Kind.THROTTLED ? REFUSAL_KEPT : TROUBLE_KEPT;
    return failure.retryAfter().filter(now::isBefore).orElse(now.plus(kept));
  }

  /** The call itself has not begun, so its failure must not leave it in doubt. */
  private static EhrFailure harmless(EhrFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED, TOO_LATE -> failure;
      case BROKEN, SERVER_ERROR, FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED -> new EhrFailure(
          Kind.UNAUTHENTICATED, failure.status(), List.of(), failure.retryAfter());
    };
  }

  private static EhrResult<Token> denied(int status, Optional<Instant> until) {
    return new EhrResult.Failed<>(new EhrFailure(Kind.UNAUTHENTICATED, status, List.of(), until));
  }
}
