package io.mediflow.scheduledpolling;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.watch.Watch;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import org.jboss.logging.Logger;

/** The door of scheduled-polling. */
@ApplicationScoped
public class ScheduledPollingFunction {

  private static final Logger LOG = Logger.getLogger(ScheduledPollingFunction.class);

  private final Windows windows;
  private final Due due;
  private final ObjectMapper json;
  private final Watch watch;

  public ScheduledPollingFunction(Windows windows, Due due, ObjectMapper json, Watch watch) {
    this.windows = windows;
    this.due = due;
    this.json = json;
    this.watch = watch;
  }

  @Funq("scheduled-polling")
  public SQSBatchResponse scheduledPolling(SQSEvent event) {
    var again = new ArrayList<BatchItemFailure>();
    Instant deadline = windows.deadline();
    for (var message : event.getRecords()) {
      try {
        take(json.readTree(message.getBody()), deadline);
      } catch (IOException | RuntimeException failed) {
        LOG.errorf("message %s was not done and comes again: %s", message.getMessageId(), failed.getClass().getName());
        again.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    watch.drain("scheduled-polling");
    return new SQSBatchResponse(again);
  }

  private void take(JsonNode body, Instant deadline) {
    if (body.path("tick").asBoolean()) {
      due.tick();
    } else {
      windows.run(new FlowWindow(body.required("connection").asText(), body.required("flow").asText()), deadline);
    }
  }
}
