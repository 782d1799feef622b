package io.mediflow.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.write.WriteState;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublishedApiTest {

  @Test
  void itsEnumerationsAreTheCodes() {
    assertEquals(set(Arrays.stream(RecordType.values()).map(RecordType::label).toArray(String[]::new)), PublishedApi.words("/components/schemas/Type/enum"));
    assertEquals(set(Arrays.stream(Ending.values()).map(Ending::label).toArray(String[]::new)), PublishedApi.words("/components/schemas/Ending/enum"));
    assertEquals(set(Arrays.stream(WriteState.values()).map(Enum::name).toArray(String[]::new)),
        PublishedApi.words("/components/schemas/Write/properties/state/enum"));
  }

  @Test
  void whatItDoesNotSayFails() {
    String page = "{\"records\":[],\"withheld\":0}";
    PublishedApi.answers("get", "/records", 200, page);
    assertThrows(AssertionError.class, () -> PublishedApi.answers("get", "/records", 418, page));
    assertThrows(AssertionError.class, () -> PublishedApi.answers("get", "/records", 200, "{\"records\":[]}"));
    assertThrows(AssertionError.class, () -> PublishedApi.answers("get", "/records", 200, "{\"records\":[{}],\"withheld\":0}"));
    assertThrows(AssertionError.class, () -> PublishedApi.answers("get", "/records", 200, "{\"records\":[],\"withheld\":0,\"more\":1}"));
  }

  private static TreeSet<String> set(String... words) {
    return Arrays.stream(words).collect(Collectors.toCollection(TreeSet::new));
  }
}
