package io.mediflow.dashboard.page;

import io.mediflow.dashboard.status.Status;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.watch.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was compared with the EHR at night, and what could not be. */
final class NightlySection {

  private final Status status;
  private final Times times;

  NightlySection(Status status, Times times) {
    this.status = status;
    this.times = times;
  }

  Html html() {
    if (status.nightly().isEmpty()) {
      return Html.NONE;
    }
    List<Html> compared = status.nightly().stream().flatMap(one -> one.last().stream()).map(this::row).toList();
    Map<Gap, List<String>> gaps = status.nightly().stream().filter(one -> one.gap().isPresent())
        .collect(Collectors.groupingBy(one -> one.gap().orElseThrow(), TreeMap::new,
            Collectors.mapping(one -> Words.records(one.line().type()), Collectors.toList())));
    List<Html> without = gaps.entrySet().stream().map(one -> Html.of("<li><b>{}</b><p class=\"quiet\">{}</p></li>",
        String.join(", ", one.getValue()), one.getKey().sentence())).toList();
    return Html.of("""
        <section aria-labelledby="nightly"><h2 id="nightly">Compared at night</h2>{}{}</section>
        """,
        compared.isEmpty() ? Html.of("<p class=\"quiet\">Nothing has been compared with your EHR yet.</p>")
            : Html.of("<ul class=\"rows\">{}</ul>", compared),
        without.isEmpty() ? Html.NONE : Html.of("<h3>Not compared</h3><ul class=\"rows\">{}</ul>", without));
  }

  private Html row(Reconciliation one) {
    boolean whole = one.ended().isPresent() && one.gap().filter(Gap::cutOff).isEmpty();
    String state = one.ended().isEmpty() ? "being compared" : whole ? "compared" : "in part";
    return Html.of("<li><b>{}</b><span class=\"chip {}\">{}</span><p class=\"quiet\">{}</p></li>",
        Words.records(one.flow()), one.ended().isEmpty() ? "busy" : whole ? "good" : "bad", state,
        one.sentence() + " Begun " + times.ago(one.began()) + ".");
  }
}
