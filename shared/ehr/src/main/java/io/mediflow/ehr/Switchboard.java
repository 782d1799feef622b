package io.mediflow.ehr;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.CallMeter;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.watch.TimeScale;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every call to an EHR goes through, whatever it asks for: gate, limits, token, meter. There is one in a process. */
@Singleton
public class Switchboard {

  private final Wire wire;
  private final Answers answers;
  private final Calls calls;
  private final Gate gate;
  private final Tokens tokens;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final boolean allowLocal;

  public Switchboard(
      TokenStore tokenStore, BudgetStore budgetStore, Signer signer, CallMeter meter, Clock clock, TimeScale scale,
      ObjectMapper mapper, EhrConfig config) {
    this.mapper = mapper;
    this.clock = clock;
    allowLocal = config.allowLocal();
    wire = new Wire(clock, config.allowLocal());
    answers = new Answers(mapper, clock);
    calls = new Calls(meter, new Budgets(budgetStore, clock));
    gate = new Gate(budgetStore, clock, scale);
    tokens = new Tokens(tokenStore, signer, clock, new TokenRequest(wire, answers, calls, signer, clock));
  }

  Wire wire() {
    return wire;
  }

  Answers answers() {
    return answers;
  }

  Calls calls() {
    return calls;
  }

  ObjectMapper mapper() {
    return mapper;
  }

  Clock clock() {
    return clock;
  }

  /** Whether addresses of this machine may be called. */
  boolean allowLocal() {
    return allowLocal;
  }

  /** A token, or why there is none. */
  EhrResult<Tokens.Token> token(Access access) {
    return gate.through(access, () -> tokens.token(access));
  }

  /** Makes a call that needs no token. */
  <T> EhrResult<T> callOpenly(Access access, String operation, Supplier<EhrResult<T>> call) {
    return gate.through(access, () -> calls.made(access, operation, call));
  }

  /** Makes a call with what the package says it needs; once more with a fresh token when the first is not taken. */
  <T> EhrResult<T> call(Access access, String operation, Function<Optional<String>, EhrResult<T>> call) {
    return gate.through(access, () -> switch (access.auth()) {
      case NONE -> calls.made(access, operation, () -> call.apply(Optional.empty()));
      case PRIVATE_KEY_JWT -> switch (tokens.token(access)) {
        case EhrResult.Failed<Tokens.Token>(var failure) -> new EhrResult.Failed<>(failure);
        case EhrResult.Done<Tokens.Token>(var token) -> {
          var first = withToken(access, operation, token, call);
          yield isUnauthenticated(first) ? again(access, operation, token, call) : first;
        }
      };
    });
  }

  /** With another token. Where the EHR may answer 401 to who calls too often, it means that if no token cures it. */
  private <T> EhrResult<T> again(
      Access access, String operation, Tokens.Token rejected, Function<Optional<String>, EhrResult<T>> call) {
    EhrResult<T> second = switch (tokens.renewed(access, rejected)) {
      case EhrResult.Done<Tokens.Token>(var fresh) -> withToken(access, operation, fresh, call);
      case EhrResult.Failed<Tokens.Token>(var failure) -> new EhrResult.Failed<>(failure);
    };
    return second instanceof EhrResult.Failed<T>(var failure)
        && failure.status() == 401 && access.limits().throttles().contains(401)
        ? new EhrResult.Failed<>(new EhrFailure(Kind.THROTTLED, 401, failure.issues(), failure.retryAfter()))
        : second;
  }

  private <T> EhrResult<T> withToken(
      Access access, String operation, Tokens.Token token, Function<Optional<String>, EhrResult<T>> call) {
    return calls.made(access, operation, () -> call.apply(Optional.of("Bearer " + token.value())));
  }

  private static boolean isUnauthenticated(EhrResult<?> result) {
    return result instanceof EhrResult.Failed<?>(var failure) && failure.kind() == Kind.UNAUTHENTICATED;
  }
}
