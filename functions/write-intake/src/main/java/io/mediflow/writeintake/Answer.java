package io.mediflow.writeintake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.write.Write;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller gets.
 *
 * @param status   HTTP status
 * @param location path of the write, when there is one
 */
record Answer(int status, Optional<String> location, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer refused(WriteIntakeDecision.Refuse refuse) {
    return refused(refuse.status(), refuse.sentence(), refuse.problems());
  }

  static Answer refused(int status, String sentence, List<Problem> problems) {
    ObjectNode body = JSON.createObjectNode().put("error", sentence);
    var list = body.putArray("problems");
    for (Problem problem : problems) {
      list.addObject()
          .put("category", words(problem.category()))
          .put("path", problem.path())
          .put("remedy", problem.remedy());
    }
    return new Answer(status, Optional.empty(), body.toString());
  }

  /**
   * A write as it stands, in one shape for new, repeated and looked-up ones.
   *
   * @param withCurrent whether to show what the EHR holds now in the fields in conflict (PHI)
   */
  static Answer of(int status, Write write, boolean withCurrent) {
    ObjectNode body = JSON.createObjectNode()
        .put("id", write.id())
        .put("connection", write.connection())
        .put("operation", write.request().operation());
    write.recordId().ifPresent(id -> body.put("record", id));
    body.put("state", write.state().name()).put("inFlight", write.state().inFlight());
    write.outcome().ifPresent(outcome -> {
      ObjectNode told = body.putObject("outcome")
          .put("category", outcome.category())
          .put("sentence", outcome.sentence())
          .put("owner", outcome.owner())
          .put("nextStep", outcome.nextStep());
      if (withCurrent) {
        told.set("current", JSON.valueToTree(outcome.current()));
      }
    });
    ObjectNode times = body.putObject("times").put("received", write.receivedAt().toString());
    write.sending().ifPresent(sending -> times.put("sendBy", sending.sendBy().toString()));
    write.nextAttemptAt().ifPresent(at -> times.put("nextAttempt", at.toString()));
    write.request().deadline().ifPresent(at -> times.put("deadline", at.toString()));
    body.put("attempts", write.attempts());
    return new Answer(status, Optional.of("/writes/" + write.id()), body.toString());
  }

  private static String words(Problem.Category category) {
    return category.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
