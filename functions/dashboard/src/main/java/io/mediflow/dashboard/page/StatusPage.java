package io.mediflow.dashboard.page;

import io.mediflow.dashboard.status.Status;
import io.mediflow.dashboard.status.Status.FlowStatus;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.change.Checkpoint.Export;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.watch.CallTotals;
import io.mediflow.watch.Freshness;
import io.mediflow.watch.Words;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The page that tells a practice whether its sync works. */
public final class StatusPage {

  private final Status status;
  private final Times times;

  private StatusPage(Status status) {
    this.status = status;
    this.times = new Times(status.connection().zone(), status.now());
  }

  public static Page of(Status status) {
    StatusPage page = new StatusPage(status);
    return Page.of(status.verdict().sentence() + " · " + status.connection().name(), page.body());
  }

  private Html body() {
    WritesSection writes = new WritesSection(status, times);
    return Html.of("""
        <header><p class="brand">MediFlow</p><p class="practice">{}</p></header>
        <main>
        {}{}{}
        <div class="columns">
        <div>{}{}{}</div>
        <div>{}{}{}</div>
        </div>
        </main>
        <footer><p>Times are {} time. This page never asks your EHR, and shows no patient.</p></footer>""",
        status.connection().name(), verdict(), attention(), figures(), fresh(), new NightlySection(status, times).html(),
        writes.html(), reach(), quarantine(), lately(),
        times.zone());
  }

  private Html verdict() {
    String mark = switch (status.verdict()) {
      case WELL -> "✓";
      case FIRST_SYNC -> "…";
      case ATTENTION -> "!";
      case PAUSED -> "‖";
    };
    return Html.of("""
        <section class="verdict {}">
        <span class="mark" aria-hidden="true">{}</span>
        <div><h1>{}</h1><p>As of {}. <a href="/">Look again</a></p></div>
        </section>
        """, status.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'), mark, status.verdict().sentence(),
        times.exact(status.now()));
  }

  private Html attention() {
    if (status.open().isEmpty()) {
      return Html.NONE;
    }
    return Html.of("""
        <section aria-labelledby="attention" class="attention"><h2 id="attention">What needs attention</h2><ul>{}</ul></section>
        """, status.open().stream().sorted(Comparator.comparing(Breach::since))
        .map(one -> Html.of("<li><p>{}</p><p class=\"quiet\">Since {}</p></li>", one.sentence(), times.both(one.since()))).toList());
  }

  private Html figures() {
    CallTotals calls = status.calls();
    boolean complete = !status.flows().isEmpty() && status.flows().stream().allMatch(one -> one.freshness().complete());
    Optional<Duration> behind = status.flows().stream().filter(one -> complete && !one.pushed()).map(one -> one.freshness().age(status.now()))
        .max(Comparator.naturalOrder());
    return Html.of("<dl class=\"figures\">{}{}{}{}</dl>\n",
        figure("Oldest data", behind.map(Words::duration).orElse(complete ? "as sent" : "not yet"),
            !complete ? "the first sync is under way" : behind.isPresent() ? "behind your EHR" : "your EHR sends by itself"),
        figure("Failed calls", calls.calls() == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * calls.errorRate()),
            "%s in %s".formatted(Words.many(calls.calls(), "call"), Words.duration(status.window()))),
        figure("Your EHR answers in", calls.calls() == 0 ? "–"
            : String.format(Locale.ROOT, "%.2f s", calls.meanLatency().toMillis() / 1000.0), "on average"),
        figure("Changes set aside", (status.quarantine().count() >= Status.MOST_ASIDE ? "≥ " : "")
            + status.quarantine().count(), status.quarantine().count() == 0 ? "all could be read" : "could not be read"));
  }

  private static Html figure(String name, String value, String note) {
    return Html.of("<div><dt>{}</dt><dd><b>{}</b> <span class=\"quiet\">{}</span></dd></div>", name, value, note);
  }

  private Html fresh() {
    Html rows = status.flows().isEmpty()
        ? Html.of("<p class=\"quiet\">Nothing has been read from your EHR yet.</p>")
        : Html.of("<ul class=\"rows\">{}</ul>", status.flows().stream()
            .sorted(Comparator.comparing((FlowStatus one) -> one.flow().id().type()).thenComparing(one -> one.flow().id().scope()))
            .map(this::row).toList());
    return Html.of("<section aria-labelledby=\"fresh\"><h2 id=\"fresh\">From your EHR</h2>{}</section>\n", rows);
  }

  private Html row(FlowStatus one) {
    boolean behind = status.open().stream()
        .anyMatch(breach -> breach.kind().equals("freshness") && breach.subject().equals(one.flow().id().label()));
    Freshness freshness = one.freshness();
    if (one.pushed()) {
      return pushed(one, behind);
    }
    String state = behind ? "behind" : freshness.complete() ? "in step" : "first sync";
    String detail = freshness.complete() || behind
        ? "holds what your EHR had " + times.ago(freshness.asOf())
        : "being read for the first time";
    String underWay = one.flow().checkpoint().export().map(StatusPage::underWay).orElse("");
    int refused = one.flow().checkpoint().walk().skipped();
    String without = refused == 0 ? "" : "; your EHR would not answer for " + refused + " of those we asked it about";
    return Html.of("<li><b>{}</b><span class=\"chip {}\">{}</span><p class=\"quiet\">{}</p></li>",
        Words.records(one.flow().id()), behind ? "bad" : freshness.complete() ? "good" : "busy", state, detail + underWay + without);
  }

  /** What was sent is with us; of what was never sent nobody can say how old it is. */
  private Html pushed(FlowStatus one, boolean behind) {
    String heard = one.flow().lastNotification().map(at -> "last sent " + times.ago(at)).orElse("nothing has been sent yet");
    return Html.of("<li><b>{}</b><span class=\"chip {}\">{}</span><p class=\"quiet\">{}</p></li>",
        Words.records(one.flow().id()), behind ? "bad" : "good", behind ? "silent" : "listening", heard);
  }

  private static String underWay(Export export) {
    if (export.total().isPresent()) {
      return String.format(Locale.ROOT, "; %,d of %,d that it puts together for us are read", export.lines(), export.total().get());
    }
    return export.percent().map(one -> "; your EHR has put together " + one + "% for us").orElse("; your EHR puts it together for us");
  }

  private Html reach() {
    List<Html> beats = Stream.concat(status.heartbeats().stream().map(this::beat), status.signs().stream().map(this::agent)).toList();
    return Html.of("<section aria-labelledby=\"reach\"><h2 id=\"reach\">The connection</h2>{}</section>\n",
        beats.isEmpty() ? Html.of("<p class=\"quiet\">Your EHR has not been checked yet.</p>") : Html.of("<ul class=\"rows\">{}</ul>", beats));
  }

  private Html beat(Heartbeat one) {
    String said = one.failure().map(Words::heartbeat).orElse("Your EHR can be reached and lets us in.");
    String lastWell = one.failure().isEmpty() ? "" : one.lastWell().map(at -> " Last well " + times.ago(at) + ".").orElse("");
    String ends = one.certificateEnds().map(at -> " Certificate until " + times.day(at) + ".").orElse("")
        + one.keyEnds().map(at -> " Our key until " + times.day(at) + ".").orElse("");
    return Html.of("<li><b>{}</b><span class=\"chip {}\">{}</span><p class=\"quiet\">Checked {}.{}{}</p></li>", said,
        one.misses() == 0 ? "good" : "bad", one.misses() == 0 ? "well" : "missed", times.ago(one.at()), lastWell, ends);
  }

  private Html agent(SignOfLife one) {
    boolean bad = status.open().stream()
        .anyMatch(breach -> breach.kind().equals("agent") && breach.subject().startsWith(one.interfaceName() + "/"));
    String waits = one.queued() == 0 ? " Nothing waited there." : " " + Words.many(one.queued(), "message") + " waited there, the oldest for "
        + Words.duration(one.oldest()) + ".";
    String aside = one.refused() == 0 ? "" : " " + Words.many(one.refused(), "message") + " set aside there: somebody must look.";
    String ends = one.certificateEnds().map(at -> " Its certificate until " + times.day(at) + ".").orElse("");
    return Html.of("""
        <li><b>The agent in the practice's network was last heard at {}.</b><span class="chip {}">{}</span>\
        <p class="quiet">{}.{}{}{}</p></li>""",
        times.exact(one.at()), bad ? "bad" : "good", bad ? "look" : "well", times.ago(one.at()), waits, aside, ends);
  }

  private Html quarantine() {
    QuarantineStore.Tally aside = status.quarantine();
    if (aside.count() == 0) {
      return Html.NONE;
    }
    return Html.of("""
        <section aria-labelledby="aside"><h2 id="aside">Set aside</h2>
        <p>{} from your EHR could not be read. Nothing is lost: each is kept whole, with the reason,
        and can be taken in later by the person who looks after MediFlow for you.</p>
        <p class="quiet">The oldest came {}.</p></section>
        """, Words.many(aside.count(), "change"), aside.oldest().map(times::ago).orElse("just now"));
  }

  private Html lately() {
    if (status.recent().isEmpty()) {
      return Html.NONE;
    }
    return Html.of("<section aria-labelledby=\"lately\"><h2 id=\"lately\">Lately</h2><ul class=\"log\">{}</ul></section>\n",
        status.recent().stream().map(one -> Html.of("<li><span class=\"quiet\">{}</span><p>{}{}</p></li>",
            times.exact(one.until().orElse(one.since())), one.until().isPresent() ? "Over: " : "", one.sentence())).toList());
  }
}
