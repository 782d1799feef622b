package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import io.mediflow.sandbox.smart.Scopes;
import io.mediflow.sandbox.smart.Tokens;

/** Every call but {@code /metadata} needs a valid token whose scopes allow it. */
@Interceptor
public final class AccessInterceptor {
  private final Tokens tokens;
  private final Stats stats;

  public AccessInterceptor(Tokens tokens, Stats stats) {
    this.tokens = tokens;
    this.stats = stats;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void check(RequestDetails request, RestOperationTypeEnum operation) {
    if (operation == RestOperationTypeEnum.METADATA) {
      return;
    }
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new Refused(Refusal.NO_TOKEN);
    }
    Tokens.Grant grant = tokens.check(header.substring(7).trim()).orElseThrow(() -> new Refused(Refusal.NO_TOKEN));
    if (operation == RestOperationTypeEnum.GET_PAGE) {
      stats.count(Stats.Event.SEARCH);
      return;
    }
    if (!Scopes.allows(grant.scope(), request.getResourceName(), verb(operation))) {
      throw new Refused(Refusal.SCOPE_MISSING);
    }
  }

  private char verb(RestOperationTypeEnum operation) {
    return switch (operation) {
      case READ -> {
        stats.count(Stats.Event.READ);
        yield 'r';
      }
      case SEARCH_TYPE -> {
        stats.count(Stats.Event.SEARCH);
        yield 's';
      }
      case CREATE -> 'c';
      case UPDATE, PATCH -> 'u';
      default -> throw new Refused(Refusal.NOT_SUPPORTED);
    };
  }
}
