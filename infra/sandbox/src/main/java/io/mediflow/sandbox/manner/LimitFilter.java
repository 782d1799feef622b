package io.mediflow.sandbox.manner;

import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.manner.Manner.Limit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/** Counts an EHR's calls by windows of the clock, and answers with a bare status (429) to what is beyond: no header says when to come back. */
public final class LimitFilter extends HttpFilter {
  private final transient Limit limit;
  private final transient Stats stats;
  private final transient Clock clock;
  private long window;
  private int calls;

  public LimitFilter(Limit limit, Stats stats, Clock clock) {
    this.limit = limit;
    this.stats = stats;
    this.clock = clock;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isWithin()) {
      chain.doFilter(request, response);
    } else {
      stats.count(Stats.Event.OVER_LIMIT);
      response.setStatus(limit.status());
    }
  }

  private synchronized boolean isWithin() {
    long now = clock.millis() / limit.window().toMillis();
    if (now != window) {
      window = now;
      calls = 0;
    }
    return ++calls <= limit.calls();
  }
}
