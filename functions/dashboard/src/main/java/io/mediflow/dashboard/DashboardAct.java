package io.mediflow.dashboard;

import io.mediflow.dashboard.page.Page;
import io.mediflow.dashboard.page.StatusPage;
import io.mediflow.dashboard.status.Status;
import io.mediflow.dashboard.status.StatusJson;
import io.mediflow.dashboard.status.StatusReader;
import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.store.Sessions;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers what was asked. */
@ApplicationScoped
public class DashboardAct {

  private static final Logger LOG = Logger.getLogger(DashboardAct.class);

  private final ApplicationStore applications;
  private final Sessions sessions;
  private final Signer signer;
  private final RecordsApi records;
  private final StatusReader statuses;
  private final DashboardConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public DashboardAct(
      ApplicationStore applications, Sessions sessions, Signer signer, RecordsApi records, StatusReader statuses,
      DashboardConfig config, TimeScale scale, Clock clock) {
    this.applications = applications;
    this.sessions = sessions;
    this.signer = signer;
    this.records = records;
    this.statuses = statuses;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  Answer answer(DashboardRequest request) {
    try {
      return answer(Dashboard.decide(request));
    } catch (RuntimeException failed) {
      // Its message may quote a value.
      LOG.errorf("GET %s failed: %s", request.path().startsWith("/link/") ? "/link" : request.path(), failed.getClass().getName());
      return Answer.problem(503, "Not available", "MediFlow cannot answer at the moment. Try again in a minute.");
    }
  }

  private Answer answer(DashboardDecision decision) {
    return switch (decision) {
      case DashboardDecision.Feed feed -> applications.find(feed.application())
          .map(one -> records.feed(one, feed)).orElseGet(DashboardAct::unknownApplication);
      case DashboardDecision.Read read -> applications.find(read.application())
          .map(one -> records.read(one, read.id())).orElseGet(DashboardAct::unknownApplication);
      case DashboardDecision.TellStatus ask -> status(ask);
      case DashboardDecision.ShowPage(var session) -> page(session);
      case DashboardDecision.Redeem(var link) -> redeem(link);
      case DashboardDecision.ShowKeys() -> Answer.json(200, JwkSet.of(signer.keys(), clock.instant()))
          .with("cache-control", "public, max-age=900");
      case DashboardDecision.ShowDocument(var resource, var type) -> Answer.document(type, resource)
          .with("cache-control", "public, max-age=900");
      case DashboardDecision.Refuse(var status, var title, var detail) -> Answer.problem(status, title, detail);
    };
  }

  private Answer status(DashboardDecision.TellStatus ask) {
    if (ask.application().isEmpty()) {
      return ask.session().flatMap(one -> sessions.connection(one, clock.instant())).map(this::status)
          .orElseGet(() -> Answer.problem(401, "Not signed in", "Send an access token, or open the page with a link first."));
    }
    Optional<Application> application = applications.find(ask.application().get());
    if (application.isEmpty()) {
      return unknownApplication();
    }
    if (application.get().reads().isEmpty() && application.get().writes().isEmpty()) {
      return Answer.problem(403, "Not granted", "The application " + application.get().id()
          + " is registered but has no grant yet. Whoever runs MediFlow can give it one.");
    }
    return status(application.get().connection());
  }

  private Answer status(String connection) {
    return read(connection).map(one -> Answer.json(200, StatusJson.of(one)))
        .orElseGet(() -> Answer.problem(404, "Not found", "The practice's connection is not there any more."));
  }

  private Optional<Status> read(String connection) {
    return statuses.read(connection, scale.scaled(config.window()));
  }

  private Answer page(Optional<String> session) {
    return session.flatMap(one -> sessions.connection(one, clock.instant())).flatMap(this::read)
        .map(one -> Answer.page(200, StatusPage.of(one)))
        .orElseGet(() -> Answer.page(401, Page.plain("This page opens with a link",
            "You are not signed in, or your session has ended. " + config.newLink(),
            "If you have just opened your link, go on here.")));
  }

  private Answer redeem(String link) {
    Optional<String> session = link.isEmpty() ? Optional.empty()
        : sessions.redeem(link, clock.instant(), clock.instant().plus(config.session()));
    return session.map(one -> Answer.seeOther("/").withCookie(cookie(one)))
        .orElseGet(() -> Answer.page(410, Page.plain("This link has been used, or its time is up",
            "A link opens this page once, and only for a short time. " + config.newLink(),
            "If this browser has opened the page before, go on here.")));
  }

  private String cookie(String session) {
    String attributes = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + config.session().toSeconds();
    return config.secureCookie()
        ? Dashboard.SECURE_COOKIE + "=" + session + attributes + "; Secure"
        : Dashboard.PLAIN_COOKIE + "=" + session + attributes;
  }

  private static Answer unknownApplication() {
    return Answer.problem(403, "Not registered",
        "The application that this token names is not registered. Whoever runs MediFlow can register it.");
  }
}
