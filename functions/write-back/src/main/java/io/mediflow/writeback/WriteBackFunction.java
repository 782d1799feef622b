package io.mediflow.writeback;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.write.Nudge;
import io.mediflow.watch.Watch;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The door: nudges in; only those that cannot be read are handed back. */
@ApplicationScoped
public class WriteBackFunction {

  private static final Logger LOG = Logger.getLogger(WriteBackFunction.class);
  private final WriteBackAct act;
  private final ObjectMapper json;
  private final Watch watch;

  public WriteBackFunction(WriteBackAct act, ObjectMapper json, Watch watch) {
    this.act = act;
    this.json = json;
    this.watch = watch;
  }

  @Funq("write-back")
  public SQSBatchResponse handle(SQSEvent event) {
    List<BatchItemFailure> unreadable = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      nudge(message.getBody()).ifPresentOrElse(this::work, () -> unreadable.add(new BatchItemFailure(message.getMessageId())));
    }
    watch.drain("write-back");
    return new SQSBatchResponse(unreadable);
  }

  private void work(Nudge nudge) {
    try {
      act.work(nudge);
    } catch (RuntimeException stopped) { // the sweep nudges again; a redelivery would only use up receives
      LOG.errorf("order key %s of %s stopped: %s", nudge.orderKey(), nudge.connection(), stopped.getClass().getName());
    }
  }

  private Optional<Nudge> nudge(String body) {
    try {
      JsonNode tree = json.readTree(body);
      return Optional.of(new Nudge(tree.required("connection").asText(), tree.required("orderKey").asText()));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
