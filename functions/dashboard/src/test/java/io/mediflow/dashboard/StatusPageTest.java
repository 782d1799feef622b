package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.dashboard.page.Page;
import io.mediflow.dashboard.page.StatusPage;
import io.mediflow.dashboard.status.StatusJson;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {

  private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*>");
  private static final Set<String> VOID = Set.of("meta", "br");

  @Test
  void whenAllIsWellThePageSaysSo() throws Exception {
    String page = render("well", new Practice().well());
    assertSays(page, "Everything is in step with your EHR.");
    assertSays(page, "Patients");
    assertSays(page, "holds what your EHR had 40 seconds ago");
    assertSays(page, "<b>12</b> received</span> = <span><b>12</b> confirmed</span>");
    assertSays(page, "0.0 %");
    assertSays(page, "12:00:00 PM");
    assertFalse(page.contains("What needs attention"));
  }

  @Test
  void troubleIsSaidInPlainWordsWithWhatToDo() throws Exception {
    String page = render("troubled", new Practice().troubled());
    assertSays(page, "The sync needs attention.");
    assertSays(page, "The EHR cannot be reached.");
    assertSays(page, "Somebody changed the same phone number in the EHR meanwhile. Look at the value and decide again.");
    assertSays(page, "The EHR is away; this goes out as soon as it is back.");
    assertSays(page, "1 change from your EHR could not be read.");
    assertSays(page, "Over: 9 of 40 calls");
    assertSays(page, "22.5 %");
    assertFalse(page.contains(Practice.SECRET_NAME), "no patient, no person");
  }

  @Test
  void whatTheNightComparedAndWhatItCouldNotIsSaid() throws Exception {
    String page = render("compared", new Practice().compared());
    assertSays(page, "412 records were compared with the EHR; 2 of 3 that looked different or missing were repaired;"
        + " the EHR did not let us read 1. Begun 2 hours ago.");
    assertSays(page, "100 records were compared with the EHR; nothing had to be read again.");
    assertSays(page, "1 record compared with the EHR so far; nothing had to be read again.");
    assertSays(page, "<b>Appointments</b><p class=\"quiet\">The EHR did not answer the search to its end, so nothing is concluded");
    assertSays(page, "<b>Slots to book</b><p class=\"quiet\">The EHR only sends these to us");
  }

  @Test
  void theNightIsInTheStatusForApplicationsToo() {
    JsonNode nightly = StatusJson.of(new Practice().compared().reader().read("elm", Duration.ofMinutes(15)).orElseThrow()).path("nightly");
    JsonNode patients = of(nightly, "patient");
    assertEquals(412, patients.path("compared").asInt());
    assertEquals(409, patients.path("equal").asInt());
    assertEquals(1, patients.path("notListed").asInt());
    assertEquals(1, patients.path("repaired").path("added").asInt());
    assertEquals(1, patients.path("repaired").path("refused").asInt());
    assertTrue(patients.path("notCompared").isMissingNode());
    assertEquals("search-failed", of(nightly, "appointment").path("notCompared").path("reason").asText());
    assertEquals("only-pushed", of(nightly, "slot").path("notCompared").path("reason").asText());
    assertTrue(of(nightly, "condition").path("ended").isMissingNode());
    assertTrue(of(nightly, "allergy").path("began").isMissingNode());
  }

  @Test
  void whatIsOnlySentAndTheAgentThatSendsItAreSaid() throws Exception {
    Practice practice = new Practice().well();
    practice.flows.put(pushed(RecordType.SLOT, Optional.empty()));
    practice.flows.put(pushed(RecordType.ENCOUNTER, Optional.of(Practice.NOON.minus(Duration.ofHours(30)))));
    practice.status.put(new SignOfLife("elm", "fhir", Practice.NOON.minusSeconds(75), 3, Duration.ofSeconds(90), 1,
        Optional.of(Practice.NOON.plus(Duration.ofDays(100)))));
    String page = render("pushed", practice);
    assertSays(page, "Everything is in step with your EHR.");
    assertSays(page, "<b>Visits that the EHR sends, and nobody can ask for</b><span class=\"chip good\">listening</span>"
        + "<p class=\"quiet\">last sent 30 hours ago</p>");
    assertSays(page, "nothing has been sent yet");
    assertSays(page, "The agent in the practice's network was last heard at <time");
    assertSays(page, "1 minute ago. 3 messages waited there, the oldest for 1 minute."
        + " 1 message set aside there: somebody must look. Its certificate until");
    JsonNode status = StatusJson.of(practice.reader().read("elm", Duration.ofMinutes(15)).orElseThrow());
    assertEquals(3, status.at("/agents/0/queued").asInt());
    assertEquals(90, status.at("/agents/0/oldestSeconds").asInt());
  }

  private static Flow pushed(RecordType type, Optional<Instant> heard) {
    return new Flow(new FlowId("elm", "fhir", type, FlowId.Scope.PUSHED),
        new Checkpoint(Optional.empty(), Optional.of(Practice.NOON.minus(Duration.ofDays(3))), Optional.empty(), Optional.empty(), 0, 0),
        Instant.parse("9999-12-31T00:00:00Z"), Optional.empty(), Optional.empty(), heard, Optional.empty(), 0);
  }

  private static JsonNode of(JsonNode nightly, String type) {
    for (JsonNode one : nightly) {
      if (one.path("type").asText().equals(type)) {
        return one;
      }
    }
    throw new AssertionError("nothing is said of " + type);
  }

  @Test
  void beforeTheFirstSyncThePageIsNotAlarmed() throws Exception {
    String page = render("new", new Practice());
    assertSays(page, "The first sync with your EHR is under way.");
    assertSays(page, "Nothing has been read from your EHR yet.");
    assertSays(page, "No application has asked to change anything in your EHR yet.");
  }

  @Test
  void aFirstSyncUnderWayIsNotCalledFresh() throws Exception {
    Practice practice = new Practice();
    practice.flows.put(new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), Checkpoint.START,
        Practice.NOON.plusSeconds(60), Optional.of("worker"), Optional.empty(), Optional.empty(), Optional.empty(), 0));
    String page = render("first-sync", practice);
    assertSays(page, "<b>not yet</b> <span class=\"quiet\">the first sync is under way</span>");
    assertSays(page, "being read for the first time");
    assertFalse(page.contains("in step</span>"));
  }

  @Test
  void theHotSetAndTheRestAreToldApart() throws Exception {
    Practice practice = new Practice();
    for (FlowId.Scope scope : new FlowId.Scope[] {FlowId.Scope.REST, FlowId.Scope.HOT}) {
      Checkpoint refused = new Checkpoint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0,
          new Checkpoint.Walk(Optional.empty(), Optional.empty(), 0, scope == FlowId.Scope.HOT ? 0 : 2));
      practice.flows.put(new Flow(new FlowId("elm", "fhir", RecordType.NOTE, scope), refused,
          Practice.NOON.plusSeconds(60), Optional.empty(), Optional.of(Practice.NOON), Optional.empty(), Optional.empty(), 0));
    }
    String page = render("by-patient", practice);
    assertSays(page, "<b>Notes of these days</b>");
    assertSays(page, "<b>Notes of all other days and patients</b>");
    assertSays(page, "; your EHR would not answer for 2 of those we asked it about");
    assertTrue(page.indexOf("Notes of these days") < page.indexOf("Notes of all other"));
  }

  @Test
  void withoutAnyMarkerAFlowIsNoFresherThanTheOldestCall() {
    Practice practice = new Practice();
    practice.flows.put(new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), Checkpoint.START,
        Practice.NOON.plusSeconds(60), Optional.empty(), Optional.of(Practice.NOON.minusSeconds(40)), Optional.empty(),
        Optional.empty(), 0));
    practice.rollups.add(List.of(new Rollup("elm", "patient.search", Practice.NOON.minusSeconds(480), 1, 0, 0, 100)));
    var flow = practice.reader().read("elm", Duration.ofMinutes(15)).orElseThrow().flows().getFirst();
    assertEquals(Practice.NOON.minusSeconds(480), flow.freshness().asOf());
  }

  @Test
  void nothingIsLoadedOrRunAndTheOneStyleIsTheOneThatThePolicyNames() throws Exception {
    String page = render("troubled", new Practice().troubled());
    String lower = page.toLowerCase(Locale.ROOT);
    for (String forbidden : new String[] {"<script", "src=", "http:", "https:", "url(", "@import", " style=", " onclick"}) {
      assertFalse(lower.contains(forbidden), forbidden);
    }
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    String hash = Base64.getEncoder().encodeToString(
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    assertTrue(Page.POLICY.contains("style-src 'sha256-" + hash + "'"), Page.POLICY);
    assertTrue(Page.POLICY.startsWith("default-src 'none'"));
  }

  @Test
  void whatPracticesAndEhrsCallThemselvesIsText() throws Exception {
    assertSays(render("well", new Practice().well()), "Elm Street Family Medicine &lt;West&gt;");
  }

  /** Renders, keeps the page for a person to look at, and checks that its elements nest and its headings name their sections. */
  private static String render(String name, Practice practice) throws Exception {
    String page = StatusPage.of(practice.reader().read("elm", Duration.ofMinutes(15)).orElseThrow()).html();
    Files.createDirectories(Path.of("target", "pages"));
    Files.writeString(Path.of("target", "pages", name + ".html"), page);
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = TAG.matcher(page.replaceFirst("(?s)<style>.*</style>", ""));
    while (tags.find()) {
      if (tags.group(1).isEmpty()) {
        if (!VOID.contains(tags.group(2))) {
          open.push(tags.group(2));
        }
      } else {
        assertEquals(open.pop(), tags.group(2), "elements nest");
      }
    }
    assertTrue(open.isEmpty(), open.toString());
    Matcher labels = Pattern.compile("aria-labelledby=\"([a-z]+)\"").matcher(page);
    while (labels.find()) {
      assertTrue(page.contains("id=\"" + labels.group(1) + "\""), labels.group());
    }
    assertEquals(1, page.split("<h1>", -1).length - 1);
    return page;
  }

  private static void assertSays(String page, String text) {
    assertTrue(page.contains(text), () -> "the page does not say: " + text + "\n" + page.substring(page.indexOf("<body>")));
  }
}
