package io.mediflow.sandbox.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.smart.Scopes;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code $export} of the system, of all patients and of the one Group ({@value #GROUP}), its jobs under {@code /fhir/bulk}, and the Group
 * itself. A second job of a client is refused with 429 while one is not ended. Files are answered with a redirect to {@link ExportFiles}.
 */
public final class Exports extends HttpServlet {

  /** Everybody. */
  public static final String GROUP = "everybody";

  private static final int LOOKS = 2;
  private static final String RETRY_SECONDS = "1";

  private final transient Store store;
  private final transient Tokens tokens;
  private final transient Stats stats;
  private final transient Clock clock;
  private final transient URI base;
  private final Map<String, Export> jobs = new ConcurrentHashMap<>();

  /** @param base of the sandbox */
  public Exports(Store store, Tokens tokens, Stats stats, Clock clock, URI base) {
    this.store = store;
    this.tokens = tokens;
    this.stats = stats;
    this.clock = clock;
    this.base = base;
  }

  Optional<Export> job(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** Throws all jobs away, as an EHR does after some time. */
  public void expire() {
    jobs.clear();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    Optional<Tokens.Grant> grant = header.regionMatches(true, 0, "Bearer ", 0, 7) ? tokens.check(header.substring(7).trim()) : Optional.empty();
    if (grant.isEmpty()) {
      outcome(response, 401, "login");
      return;
    }
    String path = request.getRequestURI().substring("/fhir/".length());
    if (path.startsWith("bulk/")) {
      job(request.getMethod(), path.substring("bulk/".length()), grant.get(), response);
    } else if (path.equals("Group/" + GROUP)) {
      group(response);
    } else if (Set.of("$export", "Patient/$export", "Group/" + GROUP + "/$export").contains(path.replace("%24", "$"))) {
      start(request, grant.get(), response);
    } else {
      outcome(response, 404, "not-found");
    }
  }

  private synchronized void start(HttpServletRequest request, Tokens.Grant grant, HttpServletResponse response) throws IOException {
    Set<String> types = new LinkedHashSet<>(Arrays.asList(Optional.ofNullable(request.getParameter("_type")).orElse("Patient").split(",")));
    if (!"respond-async".equals(request.getHeader("Prefer"))) {
      outcome(response, 400, "required");
    } else if (!types.stream().allMatch(type -> Scopes.allows(grant.scope(), type, 'r'))) {
      outcome(response, 403, "forbidden");
    } else if (jobs.values().stream().anyMatch(one -> one.client().equals(grant.client()))) {
      stats.count(Stats.Event.REFUSED);
      response.setHeader("Retry-After", RETRY_SECONDS);
      outcome(response, 429, "throttled");
    } else {
      try {
        Optional<Instant> since = Optional.ofNullable(request.getParameter("_since")).map(text -> OffsetDateTime.parse(text).toInstant());
        String id = UUID.randomUUID().toString();
        jobs.put(id, new Export(grant.client(), store, types, since, clock.instant(), LOOKS));
        stats.count(Stats.Event.EXPORT);
        response.setHeader("Content-Location", base + "/fhir/bulk/" + id);
        response.setStatus(202);
      } catch (DateTimeException none) {
        outcome(response, 400, "value");
      }
    }
  }

  private void job(String method, String path, Tokens.Grant grant, HttpServletResponse response) throws IOException {
    String id = path.split("/")[0];
    Optional<Export> job = job(id).filter(one -> one.client().equals(grant.client()));
    if (job.isEmpty()) {
      outcome(response, 404, "not-found");
    } else if (method.equals("DELETE")) {
      jobs.remove(id);
      response.setStatus(202);
    } else if (path.contains("/")) {
      // Another host by name, and so another origin, as an object store is.
      response.setHeader("Location", base.getScheme() + "://localhost:" + base.getPort() + "/store/" + path);
      response.setStatus(307);
    } else if (job.get().isReady()) {
      manifest(id, job.get(), response);
    } else {
      response.setHeader("X-Progress", job.get().percent() + "%");
      response.setHeader("Retry-After", RETRY_SECONDS);
      response.setStatus(202);
    }
  }

  private void manifest(String id, Export job, HttpServletResponse response) throws IOException {
    ObjectNode manifest = Json.MAPPER.createObjectNode().put("transactionTime", job.transactionTime().toString()).put("requiresAccessToken", true);
    Map<String, ArrayNode> lists = Map.of(
        "output", manifest.putArray("output"), "deleted", manifest.putArray("deleted"), "error", manifest.putArray("error"));
    for (int at = 0; at < job.files().size(); at++) {
      Export.File file = job.files().get(at);
      lists.get(file.list()).addObject().put("type", file.type()).put("url", base + "/fhir/bulk/" + id + "/" + at).put("count", file.count());
    }
    answer(response, 200, manifest);
  }

  private void group(HttpServletResponse response) throws IOException {
    ObjectNode group = Json.MAPPER.createObjectNode().put("resourceType", "Group").put("id", GROUP).put("type", "person").put("actual", true);
    ArrayNode members = group.putArray("member");
    store.all("Patient").forEach(one -> members.addObject().putObject("entity").put("reference", one.reference()));
    answer(response, 200, group);
  }

  private static void outcome(HttpServletResponse response, int status, String code) throws IOException {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    outcome.putArray("issue").addObject().put("severity", "error").put("code", code);
    answer(response, status, outcome);
  }

  private static void answer(HttpServletResponse response, int status, ObjectNode body) throws IOException {
    response.setStatus(status);
    response.setContentType("application/fhir+json");
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
  }
}
