package io.mediflow.changemapping;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.watch.Watch;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;

/** The door of change-mapping. */
@ApplicationScoped
public class ChangeMappingFunction {

  private static final Logger LOG = Logger.getLogger(ChangeMappingFunction.class);

  private final ChangeMappingAct act;
  private final ObjectMapper json;
  private final Watch watch;

  public ChangeMappingFunction(ChangeMappingAct act, ObjectMapper json, Watch watch) {
    this.act = act;
    this.json = json;
    this.watch = watch;
  }

  @Funq("change-mapping")
  public SQSBatchResponse changeMapping(SQSEvent event) {
    var again = new ArrayList<BatchItemFailure>();
    var changes = new LinkedHashMap<String, Change>();
    for (var message : event.getRecords()) {
      try {
        changes.put(message.getMessageId(), change(message.getBody()));
      } catch (IOException | RuntimeException unreadable) {
        LOG.errorf("message %s is not a change: %s", message.getMessageId(), unreadable.getClass().getName());
        again.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    act.take(changes).forEach(message -> again.add(new BatchItemFailure(message)));
    watch.drain("change-mapping");
    return new SQSBatchResponse(again);
  }

  private Change change(String body) throws IOException {
    Change change = json.readValue(body, Change.class);
    boolean whole = change.id() != null && change.origin() != null
        && (change.origin() == Change.Origin.MARKER || change.connection() != null && change.interfaceName() != null);
    if (!whole) {
      throw new IllegalArgumentException("a change without id, origin, connection or interface");
    }
    return change;
  }
}
