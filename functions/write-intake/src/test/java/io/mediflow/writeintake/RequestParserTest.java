package io.mediflow.writeintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParserTest {

  private static final String WHOLE = """
      {"connection": "elm", "operation": "patient.update", "record": "r1", "idempotencyKey": "k",
       "base": {"email": "a@example.org", "city": null}, "fields": {"email": "b@example.org", "order": 1},
       "person": "Front desk", "reason": "asked by phone", "deadline": "2026-03-02T12:00:00-05:00"}""";

  @Test
  void aWholeRequestIsRead() {
    WriteRequest request = read(WHOLE);
    assertEquals("elm", request.connection());
    assertEquals("patient.update", request.operation());
    assertEquals(Optional.of("r1"), request.record());
    assertEquals(Map.of("email", "a@example.org"), request.base(), "an empty field that the caller saw is a field not seen");
    assertEquals(Map.of("email", "b@example.org", "order", 1), request.fields());
    assertEquals(Optional.of(Instant.parse("2026-03-02T17:00:00Z")), request.deadline());
    assertEquals("k", request.idempotencyKey());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "{;''",
      "[];''",
      "{\"connection\": \"a\", \"connection\": \"b\"};''",
      "{} {};''",
      "{\"operation\": \"o\", \"idempotencyKey\": \"k\"};connection",
      "{\"connection\": \"c\", \"idempotencyKey\": \"k\"};operation",
      "{\"connection\": \"c\", \"operation\": \"o\"};idempotencyKey",
      "{\"connection\": 7, \"operation\": \"o\", \"idempotencyKey\": \"k\"};connection",
      "{\"connection\": \"\", \"operation\": \"o\", \"idempotencyKey\": \"k\"};connection",
      "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"fields\": []};fields",
      "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"fields\": {\"a\": [null]}};fields",
      "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"deadline\": \"tomorrow\"};deadline",
      "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"deadline\": \"2026-03-02T12:00:00\"};deadline",
      "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"patient\": \"x\"};patient",
  })
  void whatIsNotUnderstoodIsTold(String body, String path) {
    List<Problem> problems = problems(body, Optional.empty());
    assertEquals(List.of(path.equals("''") ? "" : path), problems.stream().map(Problem::path).toList());
  }

  @Test
  void depthLengthAndRubbishAreRefused() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertTrue(problems(with("fields", "{\"a\": " + deep + "}"), Optional.empty()).size() == 1);
    String nested = "[".repeat(8) + "1" + "]".repeat(8);
    assertEquals("fields", problems(with("fields", "{\"a\": " + nested + "}"), Optional.empty()).getFirst().path());
    assertEquals(Problem.Category.TOO_LONG,
        problems(with("person", "\"" + "x".repeat(300) + "\""), Optional.empty()).getFirst().category());
    assertInstanceOf(RequestParser.Parsed.Malformed.class,
        RequestParser.parse(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}, Optional.empty()));
    assertInstanceOf(RequestParser.Parsed.Malformed.class, RequestParser.parse(new byte[0], Optional.empty()));
  }

  @Test
  void theKeyComesFromBodyOrHeaderAndNotFromBothDifferently() {
    String without = WHOLE.replace(", \"idempotencyKey\": \"k\"", "");
    assertEquals("h", ((RequestParser.Parsed.Request) parse(without, Optional.of("h"))).request().idempotencyKey());
    assertEquals("k", ((RequestParser.Parsed.Request) parse(WHOLE, Optional.of("k"))).request().idempotencyKey());
    assertEquals("idempotencyKey", problems(WHOLE, Optional.of("other")).getFirst().path());
    assertEquals("Idempotency-Key", problems(without, Optional.of("x".repeat(201))).getFirst().path());
  }

  @Test
  void theHashIsOfWhatIsAskedForNotOfHowItIsWritten() {
    String hash = read(WHOLE).hash();
    String turned = """
        {"deadline": "2026-03-02T17:00:00Z", "reason": "asked by phone", "person": "Front desk",
         "fields": {"order": 1, "email": "b@example.org"}, "base": {"email": "a@example.org"},
         "idempotencyKey": "another", "record": "r1", "operation": "patient.update", "connection": "elm"}""";
    assertEquals(hash, read(turned).hash());
    for (String[] change : Arrays.asList(
        new String[] {"b@example.org", "c@example.org"}, new String[] {"a@example.org", "c@example.org"},
        new String[] {"\"r1\"", "\"r2\""}, new String[] {"Front desk", "Back desk"}, new String[] {"by phone", "by mail"},
        new String[] {"12:00", "13:00"}, new String[] {"patient.update", "patient.create"})) {
      assertNotEquals(hash, read(WHOLE.replace(change[0], change[1])).hash(), change[0]);
    }
  }

  private static String with(String member, String value) {
    return "{\"connection\": \"c\", \"operation\": \"o\", \"idempotencyKey\": \"k\", \"" + member + "\": " + value + "}";
  }

  private static WriteRequest read(String body) {
    return assertInstanceOf(RequestParser.Parsed.Request.class, parse(body, Optional.empty())).request();
  }

  private static List<Problem> problems(String body, Optional<String> header) {
    return assertInstanceOf(RequestParser.Parsed.Malformed.class, parse(body, header)).problems();
  }

  private static RequestParser.Parsed parse(String body, Optional<String> header) {
    return RequestParser.parse(body.getBytes(StandardCharsets.UTF_8), header);
  }
}
