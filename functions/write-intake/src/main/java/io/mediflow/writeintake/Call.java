package io.mediflow.writeintake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.mediflow.model.connection.Application;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** An HTTP event as this room needs it; the authorizer has verified the token before. */
final class Call {

  private static final String ONE = "/writes/";

  private final APIGatewayV2HTTPEvent event;

  Call(APIGatewayV2HTTPEvent event) {
    this.event = event;
  }

  String method() {
    return event.getRequestContext().getHttp().getMethod();
  }

  String path() {
    return event.getRawPath();
  }

  Optional<String> writeId() {
    return path().startsWith(ONE) && path().length() > ONE.length()
        ? Optional.of(path().substring(ONE.length()))
        : Optional.empty();
  }

  Optional<String> application() {
    return Optional.ofNullable(event.getRequestContext().getAuthorizer())
        .map(RequestContext.Authorizer::getJwt)
        .map(RequestContext.Authorizer.JWT::getClaims)
        .flatMap(Application::idIn);
  }

  /** Header names come in lower case from the gateway; others are taken as they are meant. */
  Optional<String> header(String name) {
    return Optional.ofNullable(event.getHeaders()).orElse(Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  byte[] body() {
    String body = Optional.ofNullable(event.getBody()).orElse("");
    return event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
  }
}
