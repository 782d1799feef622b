package io.mediflow.scheduledpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mediflow.model.change.Listing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

  private static final String ONE = "{\"id\":\"1\",\"a\":[1,2],\"meta\":{\"security\":[{\"code\":\"R\"}]}}";

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"a\":[1, 2], \"meta\":{\"security\":[{\"code\":\"R\"}]}, \"id\":\"1\"}",
    "{\"id\":\"1\",\"a\":[1,2],\"meta\":{\"versionId\":\"9\",\"lastUpdated\":\"2026-03-02T12:00:00Z\",\"security\":[{\"code\":\"R\"}]}}"
  })
  void orderAndStampsDoNotMatter(String same) {
    assertEquals(hash(ONE), hash(same));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\":\"1\",\"a\":[2,1],\"meta\":{\"security\":[{\"code\":\"R\"}]}}",
    "{\"id\":\"1\",\"a\":[1,2],\"meta\":{\"security\":[{\"code\":\"V\"}]}}",
    "{\"id\":\"1\",\"a\":[1,2]}",
    "{\"id\":\"1\",\"a\":[12],\"meta\":{\"security\":[{\"code\":\"R\"}]}}",
    "{\"id\":\"1\",\"a\":[\"1\",2],\"meta\":{\"security\":[{\"code\":\"R\"}]}}",
    "{\"id\":\"1\",\"a\":[1,2],\"b\":{\"lastUpdated\":\"x\"},\"meta\":{\"security\":[{\"code\":\"R\"}]}}",
    "not JSON"
  })
  void contentMatters(String other) {
    assertNotEquals(hash(ONE), hash(other));
  }

  @Test
  void aMetaOfStampsOnlyIsNone() {
    assertEquals(hash("{\"id\":\"1\"}"), hash("{\"id\":\"1\",\"meta\":{\"lastUpdated\":\"2026-03-02T12:00:00Z\"}}"));
    assertNotEquals(hash("{\"id\":\"1\",\"b\":{\"versionId\":\"1\"}}"), hash("{\"id\":\"1\",\"b\":{\"versionId\":\"2\"}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:00:00-05:00, 2026-03-02T13:00:00Z", "2026-03-02, 2026-03-02T00:00:00Z", "2026,", "soon,", "'',"
  })
  void theDateOfTheWindowIsFound(String written, Instant at) {
    Listing.Entry entry = Fingerprint.of(bytes("{\"period\":{\"start\":\"" + written + "\"}}"), Optional.of("period.start"));
    assertEquals(Optional.ofNullable(at), entry.at());
    assertEquals(Optional.empty(), Fingerprint.of(bytes("{\"start\":\"" + written + "\"}"), Optional.empty()).at());
    assertEquals(16, entry.hash().length());
  }

  private static String hash(String json) {
    return Fingerprint.of(bytes(json), Optional.empty()).hash();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
