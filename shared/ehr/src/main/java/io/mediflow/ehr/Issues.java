package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.ehr.EhrFailure.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads OperationOutcomes. Texts may hold PHI and are dropped; codes and paths are taken only in a form that cannot hold any. */
final class Issues {

  private static final int MOST = 20;
  private static final Pattern TYPE = Pattern.compile("[a-z-]{1,40}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._|-]{1,64}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9.\\[\\]:_-]{1,200}");
  private static final Set<String> ERRORS = Set.of("error", "fatal");

  private Issues() {}

  static boolean isOutcome(JsonNode resource) {
    return resource.path("resourceType").asText().equals("OperationOutcome");
  }

  static boolean tellsAnError(JsonNode outcome) {
    for (var issue : outcome.path("issue")) {
      if (ERRORS.contains(issue.path("severity").asText())) {
        return true;
      }
    }
    return false;
  }

  /** One for each vendor code of each issue. */
  static List<Issue> read(JsonNode outcome) {
    var found = new ArrayList<Issue>();
    if (isOutcome(outcome)) {
      for (var issue : outcome.path("issue")) {
        var type = only(TYPE, issue.path("code"));
        var path = only(PATH, issue.path("expression").path(0));
        path = path.isEmpty() ? only(PATH, issue.path("location").path(0)) : path;
        var codings = issue.path("details").path("coding");
        if (codings.isEmpty()) {
          found.add(new Issue(type, "", path));
        }
        for (var coding : codings) {
          found.add(new Issue(type, only(CODE, coding.path("code")), path));
        }
      }
    }
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private static String only(Pattern pattern, JsonNode text) {
    return pattern.matcher(text.asText()).matches() ? text.asText() : "";
  }
}
