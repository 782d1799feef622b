package io.mediflow.sandbox.control;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands before everything but the control API: counts requests, and plays the outage. */
public final class FaultFilter extends HttpFilter {
  private final transient Faults faults;
  private final transient Stats stats;

  public FaultFilter(Faults faults, Stats stats) {
    this.faults = faults;
    this.stats = stats;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().startsWith("/_control")) {
      chain.doFilter(request, response);
      return;
    }
    stats.count(Stats.Event.REQUEST);
    switch (faults.outage()) {
      case NONE -> chain.doFilter(request, response);
      case UNAVAILABLE -> {
        stats.count(Stats.Event.OUTAGE_ANSWERED);
        response.setStatus(503);
        response.setContentType("text/html");
        response.getWriter().write("<html><body><h1>503 Service Unavailable</h1></body></html>");
      }
      case DROP -> {
        stats.count(Stats.Event.OUTAGE_ANSWERED);
        Faults.drop(request);
      }
    }
  }
}
