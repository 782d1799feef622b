package io.mediflow.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Faults;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.fault.Fault.Call;
import io.mediflow.sandbox.fault.Fault.Kind;
import io.mediflow.sandbox.smart.Tokens;
import io.mediflow.sandbox.store.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/** Lets a script's faults befall the calls of applications; the control API is spared. */
public final class ScriptFilter extends HttpFilter {
  private static final String ERROR_BODY = """
      {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient","diagnostics":"The EHR is busy"}]}""";

  private final transient FaultPlayer player;
  private final transient Tokens tokens;
  private final transient Stats stats;
  private final transient Clock clock;

  public ScriptFilter(FaultPlayer player, Tokens tokens, Stats stats, Clock clock) {
    this.player = player;
    this.tokens = tokens;
    this.stats = stats;
    this.clock = clock;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<Fault> befalling = request.getRequestURI().startsWith("/_control") ? List.of() : player.befalling(call(request));
    if (befalling.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    befalling.forEach(one -> stats.count(Stats.Event.FAULT));
    for (Fault fault : befalling) {
      if (before(fault, request, response)) {
        return;
      }
    }
    HeldAnswer held = new HeldAnswer(response);
    chain.doFilter(plain(request), held);
    after(befalling, request, response, held.body());
  }

  /** What is changed must not come compressed. */
  private static HttpServletRequest plain(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getHeader(String name) {
        return name.equalsIgnoreCase("Accept-Encoding") ? null : super.getHeader(name);
      }

      @Override
      public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase("Accept-Encoding") ? Collections.emptyEnumeration() : super.getHeaders(name);
      }
    };
  }

  /** @return whether the call ends here */
  private boolean before(Fault fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (fault.kind()) {
      case LATENCY -> sleep(fault.amount().toMillis());
      case REVOKE_TOKENS -> tokens.revoke();
      case CLOCK_SKEW -> response.setHeader("Date",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().plus(fault.amount()).atOffset(ZoneOffset.UTC)));
      case DROP_BEFORE -> Faults.drop(request);
      case STATUS, CLOCK_MINUTE -> response.setStatus(fault.status());
      case ERROR_BODY -> {
        response.setContentType("application/fhir+json");
        response.getOutputStream().write(ERROR_BODY.getBytes(StandardCharsets.UTF_8));
      }
      case HALF_ANSWER, DROP_AFTER, OTHER_CAPABILITIES, CERTIFICATE_ENDED, NOTIFICATION_LOST, NOTIFICATION_TWICE, NOTIFICATION_LATE,
          SUBSCRIPTION_ERROR -> {}
    }
    return switch (fault.kind()) {
      case DROP_BEFORE, STATUS, CLOCK_MINUTE, ERROR_BODY -> true;
      case LATENCY, REVOKE_TOKENS, CLOCK_SKEW, HALF_ANSWER, DROP_AFTER, OTHER_CAPABILITIES, CERTIFICATE_ENDED, NOTIFICATION_LOST,
          NOTIFICATION_TWICE, NOTIFICATION_LATE, SUBSCRIPTION_ERROR -> false;
    };
  }

  private static void after(List<Fault> befalling, HttpServletRequest request, HttpServletResponse response, byte[] body) throws IOException {
    if (has(befalling, Kind.DROP_AFTER)) {
      Faults.drop(request);
      return;
    }
    byte[] told = has(befalling, Kind.OTHER_CAPABILITIES) ? otherCapabilities(body) : body;
    response.setContentLength(told.length);
    if (has(befalling, Kind.HALF_ANSWER)) {
      response.getOutputStream().write(told, 0, told.length / 2);
      response.flushBuffer();
      Faults.drop(request);
      return;
    }
    response.getOutputStream().write(told);
  }

  private static boolean has(List<Fault> befalling, Kind kind) {
    return befalling.stream().anyMatch(one -> one.kind() == kind);
  }

  private static byte[] otherCapabilities(byte[] body) {
    JsonNode statement = Json.read(new String(body, StandardCharsets.UTF_8));
    if (statement.path("software") instanceof ObjectNode software) {
      software.put("version", software.path("version").asText() + ".upgraded");
    }
    return statement.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Call call(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.endsWith("/oauth/token")) {
      return Call.TOKEN;
    }
    if (path.contains("/.well-known/")) {
      return Call.DISCOVERY;
    }
    if (path.endsWith("/metadata")) {
      return Call.METADATA;
    }
    String method = request.getMethod().toUpperCase(Locale.ROOT);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Call.WRITE;
    }
    String within = path.replaceFirst("^.*?/fhir/?", "");
    return within.contains("/") ? Call.READ : Call.SEARCH;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
