package io.mediflow.dashboard;

import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides what a request asks for, and what an application may see. */
final class Dashboard {

  static final String PLAIN_COOKIE = "mediflow-session";

  /** Browsers take a cookie of this name only over TLS, for this host and for all of it. */
  static final String SECURE_COOKIE = "__Host-" + PLAIN_COOKIE;

  private static final int DEFAULT_LIMIT = 100;
  private static final int LARGEST_LIMIT = 200;
  private static final int LONGEST_CURSOR = 500;
  private static final Pattern RECORD_ID = Pattern.compile("[a-z2-7]{26}");
  private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_.-]{8,200}");

  private Dashboard() {}

  static DashboardDecision decide(DashboardRequest request) {
    if (!request.method().equals("GET")) {
      return new DashboardDecision.Refuse(405, "Not allowed", "This address can only be read: use GET.");
    }
    String path = request.path();
    if (path.equals("/records")) {
      return request.application().map(one -> feed(one, request.query())).orElseGet(Dashboard::noToken);
    }
    if (path.startsWith("/records/")) {
      return request.application().map(one -> read(one, path.substring("/records/".length()))).orElseGet(Dashboard::noToken);
    }
    if (path.startsWith("/link/")) {
      String link = path.substring("/link/".length());
      return LINK.matcher(link).matches() ? new DashboardDecision.Redeem(link) : new DashboardDecision.Redeem("");
    }
    if (path.startsWith("/schemas/v1/")) {
      return schema(path.substring("/schemas/v1/".length()));
    }
    return switch (path) {
      case "/openapi.yaml" -> new DashboardDecision.ShowDocument("/api/openapi.yaml", "application/yaml");
      case "/page/status" -> new DashboardDecision.TellStatus(Optional.empty(), session(request));
      case "/status" -> new DashboardDecision.TellStatus(request.application(), session(request));
      case "/", "" -> new DashboardDecision.ShowPage(session(request));
      case "/.well-known/jwks.json" -> new DashboardDecision.ShowKeys();
      case String other -> new DashboardDecision.Refuse(404, "Not found", "There is nothing at this address.");
    };
  }

  /** Why the application may not read this type; empty when it may. */
  static Optional<String> refusal(Application application, RecordType type) {
    return application.reads().contains(type) ? Optional.empty()
        : Optional.of("The application %s has no grant to read records of type %s. Whoever runs MediFlow can grant it."
            .formatted(application.id(), type.label()));
  }

  private static DashboardDecision feed(String application, Map<String, String> query) {
    RecordType type;
    try {
      type = RecordType.of(query.getOrDefault("type", ""));
    } catch (IllegalArgumentException unknown) {
      return bad("Say which records you want: type is one of " + RecordType.labels() + ".");
    }
    String since = query.getOrDefault("since", "");
    if (since.length() > LONGEST_CURSOR) {
      return bad("The value of since is not one that this feed gave: hand back next as it came.");
    }
    String limit = query.getOrDefault("limit", String.valueOf(DEFAULT_LIMIT));
    if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LARGEST_LIMIT) {
      return bad("limit is a whole number from 1 to " + LARGEST_LIMIT + ".");
    }
    return new DashboardDecision.Feed(application, type, since.isEmpty() ? null : since, Integer.parseInt(limit));
  }

  private static DashboardDecision read(String application, String id) {
    return RECORD_ID.matcher(id).matches()
        ? new DashboardDecision.Read(application, id)
        : new DashboardDecision.Refuse(404, "Not found", "There is no record with this id.");
  }

  private static DashboardDecision schema(String name) {
    return Arrays.stream(RecordType.values()).map(one -> one.label() + ".schema.json").filter(name::equals).findFirst()
        .<DashboardDecision>map(one -> new DashboardDecision.ShowDocument("/schemas/v1/" + one, "application/schema+json"))
        .orElseGet(() -> new DashboardDecision.Refuse(404, "Not found", "There are schemas of " + RecordType.labels()
            + ", each under its name with .schema.json."));
  }

  private static Optional<String> session(DashboardRequest request) {
    return Optional.ofNullable(request.cookies().getOrDefault(SECURE_COOKIE, request.cookies().get(PLAIN_COOKIE)));
  }

  private static DashboardDecision noToken() {
    return new DashboardDecision.Refuse(401, "Not signed in", "Send an access token of a registered application.");
  }

  private static DashboardDecision bad(String detail) {
    return new DashboardDecision.Refuse(400, "Bad request", detail);
  }
}
