package io.mediflow.writesweep;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The door: ticks and pages in; those that failed are handed back. */
@ApplicationScoped
public class WriteSweepFunction {

  private static final Logger LOG = Logger.getLogger(WriteSweepFunction.class);

  private final WriteSweepAct act;
  private final ObjectMapper json;

  public WriteSweepFunction(WriteSweepAct act, ObjectMapper json) {
    this.act = act;
    this.json = json;
  }

  @Funq("write-sweep")
  public SQSBatchResponse handle(SQSEvent event) {
    List<BatchItemFailure> failed = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        JsonNode body = json.readTree(message.getBody());
        if (!body.path("tick").asBoolean() && !body.path("cursor").isTextual()) {
          throw new IllegalArgumentException("neither a tick nor a page");
        }
        act.sweep(body.path("cursor").textValue());
      } catch (JsonProcessingException | RuntimeException stopped) {
        LOG.errorf("message %s: the sweep stopped: %s", message.getMessageId(), stopped.getClass().getName());
        failed.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failed);
  }
}
