package io.mediflow.sandbox.manner;

import io.mediflow.sandbox.manner.Manner.Tenant;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Refuses a search that does not name the practice; what is served behind it knows of one practice only, and sees no
 * such parameter.
 */
public final class TenantFilter extends HttpFilter {

  private static final String REFUSED = """
      {"resourceType":"OperationOutcome","issue":[{"severity":"fatal","code":"required"}]}""";

  private final transient Tenant tenant;

  public TenantFilter(Tenant tenant) {
    this.tenant = tenant;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean search = request.getMethod().equals("GET") && String.valueOf(request.getPathInfo()).matches("/[A-Z][A-Za-z]+");
    if (search && !tenant.value().equals(request.getParameter(tenant.parameter()))) {
      response.setStatus(400);
      response.setContentType("application/fhir+json");
      response.getWriter().write(REFUSED);
    } else {
      chain.doFilter(search ? new Without(request, tenant.parameter()) : request, response);
    }
  }

  private static final class Without extends HttpServletRequestWrapper {

    private final String parameter;

    Without(HttpServletRequest request, String parameter) {
      super(request);
      this.parameter = parameter;
    }

    @Override
    public String getParameter(String name) {
      return name.equals(parameter) ? null : super.getParameter(name);
    }

    @Override
    public String[] getParameterValues(String name) {
      return name.equals(parameter) ? null : super.getParameterValues(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> others = new LinkedHashMap<>(super.getParameterMap());
      others.remove(parameter);
      return others;
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String getQueryString() {
      return Arrays.stream(super.getQueryString().split("&")).filter(one -> !one.startsWith(parameter + "="))
          .collect(Collectors.joining("&"));
    }
  }
}
