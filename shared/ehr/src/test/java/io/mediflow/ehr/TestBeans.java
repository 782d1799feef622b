package io.mediflow.ehr;

import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.CallMeter;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.testkit.memory.MemoryBudgetStore;
import io.mediflow.testkit.memory.MemorySigner;
import io.mediflow.testkit.memory.MemoryTokenStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What state and watch produce in a room. */
final class TestBeans {

  @Produces
  @Singleton
  TokenStore tokens() {
    return new MemoryTokenStore();
  }

  @Produces
  @Singleton
  BudgetStore budgets() {
    return new MemoryBudgetStore();
  }

  @Produces
  @Singleton
  TimeScale scale() {
    return TimeScale.REAL;
  }

  @Produces
  @Singleton
  Signer signer() {
    return new MemorySigner();
  }

  @Produces
  @Singleton
  CallMeter meter() {
    return (connection, operation, outcome, took) -> {};
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
