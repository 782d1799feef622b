package io.mediflow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.sandbox.App.Answer;
import io.mediflow.sandbox.bulk.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportTest {
  private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");

  private Sandbox sandbox;
  private App app;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(Options.defaults());
    app = App.registered(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void aJobTakesAFewLooksAndItsFilesLieElsewhere() throws IOException {
    String job = started("Group/" + Exports.GROUP + "/$export?_type=Patient,Slot");
    Answer running = get(job);
    assertEquals(202, running.status());
    assertEquals("50%", running.headers().get("x-progress"));
    assertEquals("1", running.headers().get("retry-after"));
    assertEquals(202, get(job).status());
    JsonNode manifest = get(job).body();
    assertTrue(manifest.path("requiresAccessToken").asBoolean());
    JsonNode patients = manifest.at("/output/0");
    assertEquals(30, patients.path("count").asInt());
    Answer redirect = get(patients.path("url").asText());
    assertEquals(307, redirect.status());
    URI file = URI.create(redirect.headers().get("location"));
    assertEquals(30, lines(file, "").size());
    assertEquals(400, status(file, "Authorization", "Bearer x"), "as object stores do");
    List<String> from = lines(file, "bytes=" + lines(file, "").getFirst().length() + "-");
    assertEquals(30, from.size(), "the end of the first line and all others");
    assertEquals("", from.getFirst());
    assertEquals(202, app.call("DELETE", path(job), "", Map.of()).status());
    assertEquals(404, get(job).status());
    assertEquals(404, status(file, "Accept", "*/*"));
  }

  @Test
  void oneJobAtATimeAndOnlyWhatTheScopesAllow() {
    started("$export?_type=Patient");
    Answer second = app.call("GET", "/fhir/Patient/$export?_type=Patient", "", ASYNC);
    assertEquals(429, second.status());
    assertEquals("1", second.headers().get("retry-after"));
    sandbox.exports().expire();
    assertEquals(400, app.call("GET", "/fhir/$export?_type=Patient", "", Map.of()).status());
    assertEquals(400, app.call("GET", "/fhir/$export?_type=Patient&_since=yesterday", "", ASYNC).status());
    assertEquals(404, app.call("GET", "/fhir/Group/nobody/$export", "", ASYNC).status());
  }

  @Test
  void whatIsDeletedIsGoneAndExportedAsDeleted() {
    String id = sandbox.store().all("Patient").getFirst().id();
    assertEquals(200, app.control("DELETE", "/fhir/Patient/" + id, "").status());
    assertEquals(404, app.control("DELETE", "/fhir/Patient/" + id, "").status());
    Answer read = app.get("/fhir/Patient/" + id);
    assertEquals(410, read.status());
    assertEquals("70442", read.code());
    String job = started("$export?_type=Patient&_since=2020-01-01T00:00:00Z");
    get(job);
    get(job);
    JsonNode manifest = get(job).body();
    assertEquals(29, manifest.at("/output/0/count").asInt());
    assertEquals(1, manifest.at("/deleted/0/count").asInt());
  }

  @Test
  void theGroupHoldsEverybody() {
    JsonNode group = app.get("/fhir/Group/" + Exports.GROUP).body();
    assertEquals(30, group.path("member").size());
    assertTrue(group.at("/member/0/entity/reference").asText().startsWith("Patient/"));
  }

  private String started(String operation) {
    Answer answer = app.call("GET", "/fhir/" + operation, "", ASYNC);
    assertEquals(202, answer.status());
    return answer.headers().get("content-location");
  }

  private Answer get(String url) {
    return app.call("GET", path(url), "", Map.of());
  }

  private String path(String url) {
    return url.substring(sandbox.base().toString().length());
  }

  private static List<String> lines(URI file, String range) throws IOException {
    HttpURLConnection call = (HttpURLConnection) file.toURL().openConnection();
    call.setRequestProperty("Range", range);
    try (InputStream in = call.getInputStream()) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }

  private static int status(URI file, String header, String value) throws IOException {
    HttpURLConnection call = (HttpURLConnection) file.toURL().openConnection();
    call.setRequestProperty(header, value);
    return call.getResponseCode();
  }
}
