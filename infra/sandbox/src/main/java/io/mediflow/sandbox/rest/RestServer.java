package io.mediflow.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.rest.Documents.Kind;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A vendor's own REST beside FHIR, behind the practice's number: {@code GET /PRACTICE/patients/ID}, {@code GET
 * /PRACTICE/patients/changed}, of which what was read is gone, {@code POST /PRACTICE/patients/changed/subscription}.
 * Times are of one zone, whatever the practice's.
 */
public final class RestServer extends HttpServlet {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss");
  private static final int USUAL = 1500;

  private final transient Store store;
  private final transient Feeds feeds;
  private final transient Tokens tokens;
  private final transient Stats stats;
  private final transient ZoneId local;
  private final transient ZoneId stamps;
  private final String practice;

  /**
   * @param local  in which appointments are told
   * @param stamps in which a feed's times are
   */
  public RestServer(Store store, Clock clock, Tokens tokens, Stats stats, String practice, ZoneId local, ZoneId stamps) {
    this.store = store;
    this.feeds = new Feeds(store, clock);
    this.tokens = tokens;
    this.stats = stats;
    this.practice = practice;
    this.local = local;
    this.stamps = stamps;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] path = path(request);
    Optional<Kind> kind = kind(request, response, path);
    if (kind.isPresent() && path.length == 4 && path[2].equals("changed") && path[3].equals("subscription")) {
      feeds.subscribe(kind.get());
      answer(response, 200, Json.MAPPER.createObjectNode().put("success", true));
    } else if (kind.isPresent()) {
      refuse(response, 404, "no such resource");
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] path = path(request);
    Optional<Kind> kind = kind(request, response, path);
    if (kind.isEmpty()) {
      return;
    }
    if (path.length == 2) {
      stats.count(Stats.Event.SEARCH);
      answer(response, 200, list(kind.get(), feeds.all(kind.get()), number(request, "offset", 0),
          number(request, "limit", USUAL)));
    } else if (path.length == 3 && path[2].equals("changed")) {
      stats.count(Stats.Event.SEARCH);
      changed(request, response, kind.get());
    } else if (path.length == 3) {
      stats.count(Stats.Event.READ);
      Optional<Stored> found = feeds.all(kind.get()).stream().filter(one -> one.id().equals(path[2])).findFirst();
      if (found.isEmpty()) {
        refuse(response, 404, "no such record");
      } else {
        answer(response, 200, Json.MAPPER.createArrayNode().add(Documents.of(kind.get(), found.get().json(), local)));
      }
    } else {
      refuse(response, 404, "no such resource");
    }
  }

  private void changed(HttpServletRequest request, HttpServletResponse response, Kind kind) throws IOException {
    int limit = number(request, "limit", USUAL);
    String from = request.getParameter("showprocessedstartdatetime");
    if (from == null) {
      boolean leave = "true".equals(request.getParameter("leaveunprocessed"));
      List<Stored> waiting = feeds.waiting(kind, limit, !leave);
      answer(response, 200, list(kind, waiting, 0, limit).put("totalcount", waiting.size()));
      return;
    }
    try {
      List<Stored> read = feeds.read(kind, stamp(from), stamp(request.getParameter("showprocessedenddatetime")));
      answer(response, 200, list(kind, read, number(request, "offset", 0), limit));
    } catch (DateTimeParseException | NullPointerException unfit) {
      refuse(response, 400, "showprocessedstartdatetime and showprocessedenddatetime are MM/DD/YYYY HH24:MI:SS");
    }
  }

  private Instant stamp(String text) {
    return LocalDateTime.parse(text, STAMP).atZone(stamps).toInstant();
  }

  private ObjectNode list(Kind kind, List<Stored> all, int offset, int limit) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("totalcount", all.size());
    ArrayNode list = answer.putArray(kind.list());
    all.stream().skip(offset).limit(limit).forEach(one -> list.add(Documents.of(kind, one.json(), local)));
    return answer;
  }

  /** Empty when it was answered already: no token, another practice, no such kind. */
  private Optional<Kind> kind(HttpServletRequest request, HttpServletResponse response, String[] path) throws IOException {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    if (!header.startsWith("Bearer ") || tokens.check(header.substring(7).trim()).isEmpty()) {
      refuse(response, 401, "invalid token");
      return Optional.empty();
    }
    if (path.length < 2 || !path[0].equals(practice)) {
      refuse(response, 403, "the practice is not enabled for this application");
      return Optional.empty();
    }
    Optional<Kind> kind = Arrays.stream(Kind.values()).filter(one -> one.list().equals(path[1])).findFirst();
    if (kind.isEmpty()) {
      refuse(response, 404, "no such resource");
    }
    return kind;
  }

  private static String[] path(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1).split("/");
  }

  private static int number(HttpServletRequest request, String name, int usual) {
    String text = Optional.ofNullable(request.getParameter(name)).orElse("");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : usual;
  }

  private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
    answer(response, status, Json.MAPPER.createObjectNode().put("error", why));
  }

  private static void answer(HttpServletResponse response, int status, JsonNode body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
