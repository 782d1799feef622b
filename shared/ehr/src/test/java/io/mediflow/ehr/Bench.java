package io.mediflow.ehr;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryTokenStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An adapter on a bench: clock, keys and tokens of its own, and a record of what it metered. */
final class Bench {

  static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  /** Made once: RSA keys take their time. */
  static final MemorySigner SIGNER = new MemorySigner()
      .with("rsa", Signer.Algorithm.RS384, null)
      .with("ec", Signer.Algorithm.ES384, null)
      .with("ended", Signer.Algorithm.ES384, NOW.minusSeconds(1));

  final TestClock clock = new TestClock(NOW);
  final MemoryTokenStore tokens = new MemoryTokenStore();
  final MemoryBudgetStore budgets = new MemoryBudgetStore();
  final List<String> metered = new CopyOnWriteArrayList<>();
  final FhirEhr ehr = another();

  FhirBulk bulk() {
    return new FhirBulk(switchboard(tokens, true));
  }

  FhirSubscriptions subscriptions() {
    return new FhirSubscriptions(switchboard(tokens, true));
  }

  /** Another worker: memory of its own, the same token store. */
  FhirEhr another() {
    return another(tokens);
  }

  FhirEhr another(TokenStore store) {
    return new FhirEhr(switchboard(store, true));
  }

  DocumentEhr documents() {
    return new DocumentEhr(switchboard(tokens, true));
  }

  Switchboard switchboard(TokenStore store, boolean allowLocal) {
    return new Switchboard(
        store, budgets, SIGNER, (connection, operation, outcome, took) -> metered.add(operation + " " + outcome), clock,
        TimeScale.REAL, new ObjectMapper(), () -> allowLocal);
  }

  static Access open(URI base) {
    return open("oak", base);
  }

  static Access open(String connection, URI base) {
    return access(connection, base, AuthMechanism.NONE, "", Duration.ofSeconds(5));
  }

  static Access open(URI base, Duration timeout) {
    return access("oak", base, AuthMechanism.NONE, "", timeout);
  }

  static Access signed(URI base, String key) {
    return access("oak", base, AuthMechanism.PRIVATE_KEY_JWT, key, Duration.ofSeconds(5));
  }

  static Instant soon() {
    return NOW.plusSeconds(20);
  }

  private static Access access(String connection, URI base, AuthMechanism auth, String key, Duration timeout) {
    return new Access(connection, "fhir", base, auth, "client-7", key, List.of("system/Patient.rs"), timeout);
  }

  static <T> T done(EhrResult<T> result) {
    return switch (result) {
      case EhrResult.Done<T>(var value) -> value;
      case EhrResult.Failed<T>(var failure) -> throw new AssertionError("failed: " + failure);
    };
  }

  static EhrFailure failure(EhrResult<?> result) {
    return switch (result) {
      case EhrResult.Done<?> done -> throw new AssertionError("done, and should have failed");
      case EhrResult.Failed<?>(var failure) -> failure;
    };
  }

  static EhrFailure.Kind kind(EhrResult<?> result) {
    return failure(result).kind();
  }
}
