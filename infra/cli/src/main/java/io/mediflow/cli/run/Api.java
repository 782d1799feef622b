package io.mediflow.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system's API as an application calls it. */
public final class Api {

  /** How often, a second apart, a system is asked again that is too busy to answer. */
  private static final int BUSY = 30;

  private final Http http;

  public Api(Http http) {
    this.http = http;
  }

  /** With a fresh token of the folder's issuer. */
  public static Api of(DataFolder data, RunFile run, String application) {
    String token = Issuer.of(data).token(application, Optional.empty(), Duration.ofHours(1));
    return new Api(new Http(run.api(), Optional.of(token)));
  }

  public Http http() {
    return http;
  }

  public JsonNode status() {
    return well(http.get("/status"));
  }

  /** What a practice's people see at a path: their one-time link is opened, and its session asks. */
  public static Http.Answer seen(RunFile run, String link, String path) {
    Http browser = new Http(run.api(), Optional.empty());
    Http.Answer opened = browser.send(browser.request(link).GET());
    String cookie = opened.headers().firstValue("set-cookie").orElseThrow(() -> new Failure(
        "The one-time link answered " + opened.status() + " without a session."));
    return browser.send(browser.request(path).header("cookie", cookie.split(";")[0]).GET());
  }

  /** What the API says of one record; empty when there is none. */
  public Optional<JsonNode> record(String id) {
    Http.Answer answer = http.get("/records/" + id);
    return answer.status() == 404 ? Optional.empty() : Optional.of(well(answer));
  }

  /** One page of the change feed, asked for again while the system is too busy to answer. */
  public JsonNode feed(String type, Optional<String> cursor, int limit) {
    String page = "/records?type=" + type + "&limit=" + limit
        + cursor.map(one -> "&since=" + URLEncoder.encode(one, StandardCharsets.UTF_8)).orElse("");
    Http.Answer answer = http.get(page);
    for (int busy = 0; answer.status() == 503 && busy < BUSY; busy++) {
      Pause.of(Duration.ofSeconds(1));
      answer = http.get(page);
    }
    return well(answer);
  }

  /** All records of a type that the feed shows now. */
  public List<JsonNode> all(String type) {
    List<JsonNode> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    while (true) {
      JsonNode page = feed(type, cursor, 100);
      page.path("records").forEach(found::add);
      if (page.path("records").isEmpty() || !page.hasNonNull("next")) {
        return found;
      }
      cursor = Optional.of(page.get("next").asText());
    }
  }

  public JsonNode write(String id) {
    return well(http.get("/writes/" + id));
  }

  /** The body of an answer that is well; a sentence for any other. */
  public static JsonNode well(Http.Answer answer) {
    if (answer.well()) {
      return answer.json();
    }
    JsonNode said = answer.json();
    String why = said.path("detail").asText(said.path("error").asText(said.path("message").asText("")));
    throw new Failure(switch (answer.status()) {
      case 401 -> "The API does not take the token. Is the data folder the one of the running system?";
      case 403 -> "The API refused this" + (why.isBlank() ? "" : " (" + why + ")")
          + ". Is the application registered, and does its grant allow it?";
      default -> "The API answered " + answer.status() + (why.isBlank() ? "." : ": " + why);
    });
  }
}
