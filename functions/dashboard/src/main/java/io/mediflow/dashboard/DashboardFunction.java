package io.mediflow.dashboard;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.mediflow.model.connection.Application;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The door of dashboard. */
@ApplicationScoped
public class DashboardFunction {

  private final DashboardAct act;

  public DashboardFunction(DashboardAct act) {
    this.act = act;
  }

  @Funq("dashboard")
  public APIGatewayV2HTTPResponse dashboard(APIGatewayV2HTTPEvent event) {
    Answer answer = act.answer(request(event));
    return APIGatewayV2HTTPResponse.builder().withStatusCode(answer.status()).withHeaders(answer.headers())
        .withCookies(answer.cookies()).withBody(answer.body()).build();
  }

  private static DashboardRequest request(APIGatewayV2HTTPEvent event) {
    return new DashboardRequest(
        event.getRequestContext().getHttp().getMethod(),
        event.getRawPath(),
        Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of()),
        Optional.ofNullable(event.getCookies()).orElse(List.of()).stream().map(one -> one.split("=", 2))
            .filter(one -> one.length == 2).collect(Collectors.toMap(one -> one[0], one -> one[1], (first, more) -> first)),
        application(event.getRequestContext()));
  }

  /** The authorizer has verified the token; a request that it has not seen has no claims. */
  private static Optional<String> application(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer()).map(Authorizer::getJwt).map(Authorizer.JWT::getClaims)
        .flatMap(Application::idIn);
  }
}
