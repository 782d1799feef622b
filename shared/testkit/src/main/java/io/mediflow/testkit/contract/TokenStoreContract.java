package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.ehr.TokenStore.TokenState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every token store does. */
public abstract class TokenStoreContract {

  private final String key = Samples.connection();
  private final Instant noon = Samples.NOON;

  protected abstract TokenStore store();

  @Test
  void oneRefreshesForAll() {
    TokenStore store = store();
    assertTrue(store.lease(key, "one", noon, noon.plusSeconds(10)));
    assertFalse(store.lease(key, "two", noon.plusSeconds(9), noon.plusSeconds(20)));
    assertEquals(Optional.empty(), store.find(key));
    TokenState token = new TokenState(Optional.of("token"), noon.plusSeconds(200), noon.plusSeconds(300), Optional.empty());
    store.put(key, "one", token);
    assertEquals(Optional.of(token), store.find(key));
    assertTrue(store.lease(key, "two", noon.plusSeconds(9), noon.plusSeconds(20)));
    assertEquals(Optional.of(token), store.find(key));
  }

  @Test
  void aLeaseThatEndedPassesOnAndItsHolderStoresNothing() {
    TokenStore store = store();
    assertTrue(store.lease(key, "one", noon, noon.plusSeconds(10)));
    assertTrue(store.lease(key, "two", noon.plusSeconds(10), noon.plusSeconds(20)));
    store.put(key, "one", new TokenState(Optional.of("late"), noon, noon, Optional.empty()));
    assertEquals(Optional.empty(), store.find(key));
    TokenState token = new TokenState(Optional.of("token"), noon.plusSeconds(200), noon.plusSeconds(300), Optional.empty());
    store.put(key, "two", token);
    assertEquals(Optional.of(token), store.find(key));
  }

  @Test
  void aRefusalTakesTheTokensPlaceAndTheReverse() {
    TokenStore store = store();
    TokenState token = new TokenState(Optional.of("token"), noon.plusSeconds(200), noon.plusSeconds(300), Optional.empty());
    TokenState refused = new TokenState(Optional.empty(), noon, noon, Optional.of(noon.plusSeconds(60)));
    for (TokenState state : new TokenState[] {token, refused, token}) {
      assertTrue(store.lease(key, "one", noon, noon.plusSeconds(10)));
      store.put(key, "one", state);
      assertEquals(Optional.of(state), store.find(key));
    }
  }
}
