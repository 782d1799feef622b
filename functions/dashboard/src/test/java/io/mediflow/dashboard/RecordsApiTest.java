package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.record.Restriction;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.testkit.PublishedApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordsApiTest {

  private static final String OTHER = "b" + Practice.ID.substring(1);
  private static final Set<String> RESTRICTED = Set.of(Restriction.CONFIDENTIALITY + "|R");

  private final Practice practice = new Practice();

  @Test
  void theFeedGivesRecordsPageByPageWithoutTheirSource() throws Exception {
    practice.record(Practice.ID, Set.of());
    practice.record(OTHER, Set.of());
    JsonNode first = ok(feed(Map.of("type", "patient", "limit", "1")));
    assertEquals(List.of(Practice.ID), first.get("records").findValuesAsText("id"));
    assertEquals("Testperson", first.get("records").get(0).get("fields").get("familyName").asText());
    assertEquals("2026-03-02T17:00:00Z", first.get("records").get(0).get("lastUpdated").asText());
    assertFalse(first.toString().contains("source-id-7"), "the EHR's id stays inside");
    JsonNode second = ok(feed(Map.of("type", "patient", "limit", "1", "since", first.get("next").asText())));
    assertEquals(List.of(OTHER), second.get("records").findValuesAsText("id"));
    JsonNode end = ok(feed(Map.of("type", "patient", "since", second.get("next").asText())));
    assertEquals(0, end.get("records").size());
    assertEquals(second.get("next"), end.get("next"), "the place to go on from stays");
  }

  @Test
  void whatIsAnsweredIsWhatIsPublished() {
    practice.record(Practice.ID, Set.of());
    practice.record(OTHER, RESTRICTED);
    published("/records", feed(Map.of("type", "patient")), 200);
    published("/records", feed(Map.of("type", "patient", "since", "not a cursor")), 400);
    published("/records", feed(Map.of("type", "nothing")), 400);
    published("/records", feed(Map.of("type", "claim")), 403);
    published("/records/{id}", practice.act().answer(practice.get("/records/" + Practice.ID, "scheduler", Map.of())), 200);
    published("/records/{id}", practice.act().answer(practice.get("/records/" + OTHER, "scheduler", Map.of())), 403);
    published("/records/{id}", practice.act().answer(practice.get("/records/nothing", "scheduler", Map.of())), 404);
    published("/status", practice.troubled().act().answer(practice.get("/status", "scheduler", Map.of())), 200);
    published("/status", practice.act().answer(practice.get("/status", "bare", Map.of())), 403);
  }

  private static void published(String path, Answer answer, int status) {
    assertEquals(status, answer.status(), answer.body());
    PublishedApi.answers("get", path, status, answer.body());
  }

  @Test
  void eachReadIsAuditedWithIdsAndHash() throws Exception {
    practice.record(Practice.ID, Set.of());
    practice.record(OTHER, RESTRICTED);
    Answer page = feed(Map.of("type", "patient"));
    Answer one = practice.act().answer(practice.get("/records/" + Practice.ID, "scheduler", Map.of()));
    List<AuditEntry> entries = practice.audit.all();
    assertEquals(2, entries.size());
    assertEquals("feed.read", entries.get(0).action());
    assertEquals(Practice.ID, entries.get(0).recordId());
    assertEquals("1 read, 1 withheld", entries.get(0).outcome());
    assertEquals(sha256(page.body()), entries.get(0).hash());
    assertEquals("record.read", entries.get(1).action());
    assertEquals("scheduler", entries.get(1).application());
    assertEquals("TREAT", entries.get(1).purpose());
    assertEquals(sha256(one.body()), entries.get(1).hash());
    assertFalse(entries.toString().contains("Testperson"));
  }

  @Test
  void aRestrictedRecordIsWithheldFromFeedAndReads() throws Exception {
    practice.record(Practice.ID, RESTRICTED);
    JsonNode page = ok(feed(Map.of("type", "patient")));
    assertEquals(0, page.get("records").size());
    assertEquals(1, page.get("withheld").asInt());
    Answer read = practice.act().answer(practice.get("/records/" + Practice.ID, "scheduler", Map.of()));
    assertEquals(403, read.status());
    assertFalse(read.body().contains("Testperson"));
    assertEquals("refused", practice.audit.all().getLast().outcome());
  }

  @Test
  void withoutAGrantNothing() {
    practice.record(Practice.ID, Set.of());
    for (String application : List.of("bare", "stranger")) {
      for (String path : List.of("/records", "/records/" + Practice.ID, "/status")) {
        Answer answer = practice.act().answer(practice.get(path, application, Map.of("type", "patient")));
        assertEquals(403, answer.status(), application + " " + path);
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        assertFalse(answer.body().contains("Testperson"));
      }
    }
    assertEquals(403, feed(Map.of("type", "coverage")).status());
  }

  @Test
  void aRecordThatIsNotThereIsNotFound() {
    assertEquals(404, practice.act().answer(practice.get("/records/" + Practice.ID, "scheduler", Map.of())).status());
  }

  @Test
  void anAuditThatIsAwayMeansNoAnswer() {
    practice.record(Practice.ID, Set.of());
    var broken = new RecordsApi(practice.records, new AuditAway(), new ObjectMapper(), practice.clock);
    var act = new DashboardAct(practice.applications, practice.sessions, practice.signer, broken, practice.reader(),
        Practice.config(true), io.mediflow.model.watch.TimeScale.REAL, practice.clock);
    Answer answer = act.answer(practice.get("/records/" + Practice.ID, "scheduler", Map.of()));
    assertEquals(503, answer.status());
    assertFalse(answer.body().contains("Testperson"));
  }

  private static final class AuditAway implements io.mediflow.model.write.AuditLog {

    @Override
    public void append(AuditEntry entry) {
      throw new IllegalStateException("away");
    }

    @Override
    public io.mediflow.model.store.Page<AuditEntry> page(String connection, String cursor, int limit) {
      throw new IllegalStateException("away");
    }
  }

  private Answer feed(Map<String, String> query) {
    return practice.act().answer(practice.get("/records", "scheduler", query));
  }

  private static JsonNode ok(Answer answer) throws Exception {
    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.headers().get("cache-control").contains("no-store"));
    return new ObjectMapper().readTree(answer.body());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
