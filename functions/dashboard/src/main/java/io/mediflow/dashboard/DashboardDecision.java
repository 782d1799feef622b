package io.mediflow.dashboard;

import io.mediflow.model.record.RecordType;
import java.util.Optional;

/** What a request asks of the dashboard. */
sealed interface DashboardDecision {

  /** @param since where the page before ended, or null */
  record Feed(String application, RecordType type, String since, int limit) implements DashboardDecision {}

  record Read(String application, String id) implements DashboardDecision {}

  /** By an application, or by the session of the page. */
  record TellStatus(Optional<String> application, Optional<String> session) implements DashboardDecision {}

  record ShowPage(Optional<String> session) implements DashboardDecision {}

  record Redeem(String link) implements DashboardDecision {}

  record ShowKeys() implements DashboardDecision {}

  /** What describes the API. */
  record ShowDocument(String resource, String type) implements DashboardDecision {}

  record Refuse(int status, String title, String detail) implements DashboardDecision {}
}
