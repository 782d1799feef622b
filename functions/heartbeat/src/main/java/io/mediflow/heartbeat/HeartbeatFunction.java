package io.mediflow.heartbeat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.watch.Watch;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import org.jboss.logging.Logger;

/** The door of heartbeat. */
@ApplicationScoped
public class HeartbeatFunction {

  private static final Logger LOG = Logger.getLogger(HeartbeatFunction.class);

  private final HeartbeatAct act;
  private final ObjectMapper json;
  private final Watch watch;

  public HeartbeatFunction(HeartbeatAct act, ObjectMapper json, Watch watch) {
    this.act = act;
    this.json = json;
    this.watch = watch;
  }

  @Funq("heartbeat")
  public SQSBatchResponse heartbeat(SQSEvent event) {
    var again = new ArrayList<BatchItemFailure>();
    try {
      for (var message : event.getRecords()) {
        try {
          take(json.readTree(message.getBody()));
        } catch (IOException | RuntimeException failed) {
          LOG.errorf("message %s was not done and comes again: %s", message.getMessageId(), failed.getClass().getName());
          again.add(new BatchItemFailure(message.getMessageId()));
        }
      }
    } finally {
      watch.drain("heartbeat");
    }
    return new SQSBatchResponse(again);
  }

  private void take(JsonNode body) {
    if (body.hasNonNull("connection")) {
      act.beat(body.get("connection").asText());
    } else if (body.hasNonNull("cursor") || body.path("tick").asBoolean()) {
      act.round(body.path("cursor").textValue(), body.path("page").asInt());
    } else {
      throw new IllegalArgumentException("neither tick, cursor nor connection");
    }
  }
}
