package io.mediflow.sandbox.manner;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses a type that the manner does not serve, and a search that it does not take. */
@Interceptor
public final class MannerInterceptor {
  private final Manner manner;

  public MannerInterceptor(Manner manner) {
    this.manner = manner;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void check(RequestDetails request, RestOperationTypeEnum operation) {
    if (request.getResourceName() == null) {
      return;
    }
    Manner.Search search = manner.search(request.getResourceName()).orElseThrow(() -> new Refused(Refusal.NOT_SUPPORTED));
    if (operation != RestOperationTypeEnum.SEARCH_TYPE) {
      return;
    }
    Set<String> parameters = request.getParameters().keySet().stream().map(one -> one.split(":")[0]).collect(Collectors.toSet());
    for (String parameter : parameters) {
      if (!search.takes(parameter)) {
        throw new Refused(Refusal.NOT_SUPPORTED, parameter);
      }
    }
    if (!search.isEnough(parameters)) {
      throw new Refused(Refusal.SEARCH_TOO_WIDE);
    }
  }
}
