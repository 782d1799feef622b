package io.mediflow.ehr;

import static io.mediflow.ehr.ScriptedServer.answer;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An EHR behind SMART Backend Services: its tokens are t1, t2 and so on, and it takes all of them or only {@link #taken}. */
final class SmartServer implements AutoCloseable {

  static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"1\"}";

  final ScriptedServer http = new ScriptedServer();
  volatile ScriptedServer.Action tokenAnswer = token(300);
  volatile String taken = "";
  private final AtomicInteger issued = new AtomicInteger();

  SmartServer() throws IOException {
    http.always(request -> switch (request.target()) {
      case "/fhir/.well-known/smart-configuration" -> answer(200, "{\"token_endpoint\":\"" + endpoint() + "\"}");
      case "/oauth/token" -> tokenAnswer;
      case String other when taken.isEmpty() || request.header("authorization").equals("Bearer " + taken) ->
          answer(200, PATIENT);
      case String other -> answer(401, "");
    });
  }

  URI base() {
    return http.base();
  }

  String endpoint() {
    return http.base().resolve("/oauth/token").toString();
  }

  int tokenCalls() {
    return http.requests("/oauth/token").size();
  }

  /** Gives the next token, good for so long. */
  ScriptedServer.Action token(int seconds) {
    return out -> answer(200, "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
        .formatted(issued.incrementAndGet(), seconds)).carryOut(out);
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
