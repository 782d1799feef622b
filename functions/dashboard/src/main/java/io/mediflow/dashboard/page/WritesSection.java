package io.mediflow.dashboard.page;

import io.mediflow.dashboard.status.Equation;
import io.mediflow.dashboard.status.Status;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What applications asked to change in the EHR, and what became of it. */
record WritesSection(Status status, Times times) {

  Html html() {
    return Html.of("<section aria-labelledby=\"writes\"><h2 id=\"writes\">To your EHR</h2>{}{}{}</section>\n",
        sum(), list("Not settled yet", status.waiting()), list("Not done", status.failed()));
  }

  private Html sum() {
    Equation equation = Equation.of(status.counts());
    if (equation.received() == 0) {
      return Html.of("<p class=\"quiet\">No application has asked to change anything in your EHR yet.</p>");
    }
    List<Html> terms = new ArrayList<>();
    for (Equation.Term one : equation.terms()) {
      terms.add(Html.of("{} <span><b>{}</b> {}</span>", terms.isEmpty() ? " =" : " +", one.count(), one.words()));
    }
    Html sum = Html.of("<p class=\"sum\"><span><b>{}</b> received</span>{}</p>", equation.received(), terms);
    return status.counts().balances() ? sum
        : Html.of("{}<p class=\"bad-text\">These do not add up. Please report this.</p>", sum);
  }

  private Html list(String title, List<Write> writes) {
    return writes.isEmpty() ? Html.NONE
        : Html.of("<h3>{}</h3><ul class=\"rows\">{}</ul>", title, writes.stream().map(this::row).toList());
  }

  private Html row(Write one) {
    Html why = one.outcome()
        .map(outcome -> Html.of("<p>{} {}</p>", outcome.sentence(), outcome.nextStep()))
        .orElse(Html.NONE);
    return Html.of("""
        <li><b>{}</b><span class="chip {}">{}</span>
        <p class="quiet">asked by {} {}, reference <code>{}</code></p>{}</li>""",
        operation(one.request().operation()), settling(one.state()) ? "busy" : "bad", Equation.words(one.state()),
        one.request().actor().application(), times.ago(one.receivedAt()), tail(one.id()), why);
  }

  private static boolean settling(WriteState state) {
    return state.inFlight() || state == WriteState.ACCEPTED || state == WriteState.PENDING_REVIEW;
  }

  /** {@code appointment.create} is a new appointment. */
  private static String operation(String name) {
    int dot = name.indexOf('.');
    String type = dot < 0 ? name : name.substring(0, dot);
    return switch (name.substring(dot + 1)) {
      case "create" -> "New " + type;
      case "update" -> "Change of " + type;
      case "reschedule" -> "New time for " + type;
      case "cancel" -> "Cancelled " + type;
      case String verb -> type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + ": " + verb;
    };
  }

  /** Enough of the id to find the write by. */
  private static String tail(String id) {
    return id.substring(Math.max(0, id.length() - 8));
  }
}
