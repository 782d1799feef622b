package io.mediflow.local.http;

import java.util.List;
import java.util.Map;

/** Whom a token speaks for: its claims as API Gateway hands them on, all as text. */
public record Caller(Map<String, String> claims, List<String> scopes) {

  public Caller {
    claims = Map.copyOf(claims);
    scopes = List.copyOf(scopes);
  }
}
