package io.mediflow.packages;

import io.mediflow.model.change.FlowId.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the strategy windowed-relist lists one record type: by whom or what, with which search, and within which dates.
 *
 * @param search encoded search parameters; {@code {id}} is whom it lists by, {@code {from}} and {@code {to}} are the window's ends
 * @param window empty where the whole of a subject is listed
 */
public record Relist(By by, String search, Optional<Window> window) {

  static final String ID = "{id}";
  static final String FROM = "{from}";
  static final String TO = "{to}";

  /** What a listing is of; but for {@link #WHOLE} the roster says which there are. */
  public enum By {
    PATIENT,
    PRACTITIONER,
    LOCATION,
    WHOLE
  }

  /**
   * The dates that are listed, around now.
   *
   * @param element the resource's date that the search goes by, for example {@code start}
   * @param past    how far back
   * @param ahead   how far ahead it is looked often
   * @param horizon how far ahead there is anything; looked through at night
   */
  public record Window(String element, Duration past, Duration ahead, Duration horizon) {}

  /** From one moment until before the other. */
  public record Span(Instant from, Instant to) {

    public boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** The parts into which following it falls. */
  public List<Scope> scopes() {
    return by == By.PATIENT || window.isPresent() ? List.of(Scope.HOT, Scope.REST) : List.of(Scope.WHOLE);
  }

  /** What a window of this scope covers that began then; empty where it covers all. */
  public Optional<Span> span(Scope scope, Instant began) {
    return window.map(one -> new Span(began.minus(one.past()), began.plus(scope == Scope.HOT ? one.ahead() : one.horizon())));
  }

  /** With a connection's settings in its search. */
  Relist set(Map<String, String> settings) {
    return new Relist(by, Setting.fill(search, settings), window);
  }

  /** The search parameters of one listing. */
  public String query(String id, Optional<Span> span) {
    String of = search.replace(ID, URLEncoder.encode(id, StandardCharsets.UTF_8));
    return span.map(one -> of.replace(FROM, one.from().toString()).replace(TO, one.to().toString())).orElse(of);
  }
}
