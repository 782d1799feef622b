package io.mediflow.writeintake;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The door: {@code POST /writes} and {@code GET /writes/{id}}. */
@ApplicationScoped
public class WriteIntakeFunction {

  private static final Logger LOG = Logger.getLogger(WriteIntakeFunction.class);

  private final WriteIntakeAct act;

  public WriteIntakeFunction(WriteIntakeAct act) {
    this.act = act;
  }

  @Funq("write-intake")
  public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
    Answer answer;
    try {
      answer = answer(new Call(event));
    } catch (RuntimeException failed) { // messages may hold what was sent
      LOG.errorf("a request failed: %s", failed.getClass().getName());
      answer = Answer.refused(500, "MediFlow failed to handle the request; ask again with the same idempotency key.", List.of());
    }
    Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json", "cache-control", "no-store"));
    answer.location().ifPresent(path -> headers.put("location", path));
    return APIGatewayV2HTTPResponse.builder().withStatusCode(answer.status()).withHeaders(headers).withBody(answer.body()).build();
  }

  private Answer answer(Call call) {
    if (call.application().isEmpty()) {
      return Answer.refused(401, "The request carries no token that names an application.", List.of());
    }
    String application = call.application().get();
    return switch (call.method() + " " + (call.writeId().isPresent() ? "one" : call.path())) {
      case "POST /writes" -> act.post(application, call.body(), call.header("idempotency-key"));
      case "GET one" -> act.get(application, call.writeId().get());
      case String other -> Answer.refused(404, "There is no such route; there are POST /writes and GET /writes/{id}.", List.of());
    };
  }
}
