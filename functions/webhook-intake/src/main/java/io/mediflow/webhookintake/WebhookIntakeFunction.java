package io.mediflow.webhookintake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.mediflow.watch.Watch;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The door of webhook-intake. */
@ApplicationScoped
public class WebhookIntakeFunction {

  private final WebhookIntakeAct act;
  private final Watch watch;

  public WebhookIntakeFunction(WebhookIntakeAct act, Watch watch) {
    this.act = act;
    this.watch = watch;
  }

  @Funq("webhook-intake")
  public APIGatewayV2HTTPResponse webhookIntake(APIGatewayV2HTTPEvent event) {
    WebhookIntakeAct.Answer answer;
    try {
      answer = act.take(new Notification(
          event.getRequestContext().getHttp().getMethod(), event.getRawPath(), headers(event), body(event)));
    } finally {
      watch.drain("webhook-intake");
    }
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(answer.status())
        .withHeaders(Map.of("Content-Type", answer.type(), "Cache-Control", "no-store"))
        .withBody(answer.body())
        .build();
  }

  private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
    Map<String, String> lower = new HashMap<>();
    if (event.getHeaders() != null) {
      event.getHeaders().forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    }
    return lower;
  }

  private static byte[] body(APIGatewayV2HTTPEvent event) {
    if (event.getBody() == null) {
      return new byte[0];
    }
    return event.getIsBase64Encoded()
        ? Base64.getDecoder().decode(event.getBody())
        : event.getBody().getBytes(StandardCharsets.UTF_8);
  }
}
