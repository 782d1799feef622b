package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.write.Nudge;
import io.mediflow.state.queue.SqsChangeQueue;
import io.mediflow.state.queue.SqsNudgeQueue;
import io.mediflow.state.queue.SqsPollQueue;
import io.mediflow.state.queue.SqsRoundQueue;
import io.mediflow.testkit.contract.ChangeQueueContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.sqs.model.Message;

class QueuesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  abstract static class Queues extends ChangeQueueContract {

    abstract Parts parts();

    @Override
    protected ChangeQueue queue() {
      return new SqsChangeQueue(parts().sqs(), url("ChangeMappingQueue"), Parts.BODIES, JSON);
    }

    @Override
    protected Bodies bodies() {
      return Parts.BODIES;
    }

    @Override
    protected List<Change> take(String connection, int count) {
      return drain("ChangeMappingQueue", count).stream().map(body -> {
        try {
          return JSON.readValue(body, Change.class);
        } catch (Exception broken) {
          throw new AssertionError("no change in the queue", broken);
        }
      }).filter(change -> change.connection().equals(connection)).toList();
    }

    @Test
    void sendsWindowsNudgesAndRoundsAsTheRoomsReadThem() {
      List<Nudge> nudges = IntStream.range(0, 23).mapToObj(i -> new Nudge("practice", "order" + i)).toList();
      new SqsNudgeQueue(parts().sqs(), url("WriteBackQueue")).send(nudges);
      Set<String> expected = new HashSet<>();
      nudges.forEach(one -> expected.add("{\"connection\":\"practice\",\"orderKey\":\"" + one.orderKey() + "\"}"));
      assertEquals(expected, Set.copyOf(drain("WriteBackQueue", 23)));
      new SqsPollQueue(parts().sqs(), url("ScheduledPollingQueue")).send(new FlowWindow("practice", "fhir/patient/whole"));
      assertEquals(List.of("{\"connection\":\"practice\",\"flow\":\"fhir/patient/whole\"}"),
          drain("ScheduledPollingQueue", 1));
      SqsRoundQueue round = new SqsRoundQueue(parts().sqs(), url("HeartbeatQueue"));
      round.units(List.of("a"));
      round.next("here", 3);
      assertEquals(Set.of("{\"connection\":\"a\"}", "{\"cursor\":\"here\",\"page\":3}"),
          Set.copyOf(drain("HeartbeatQueue", 2)));
    }

    @Test
    void throwsWhenTheQueueDoesNotTakeThem() {
      SqsNudgeQueue nowhere = new SqsNudgeQueue(parts().sqs(), url("WriteBackQueue") + "-gone");
      assertThrows(RuntimeException.class, () -> nowhere.send(List.of(new Nudge("practice", "o"))));
    }

    private String url(String queue) {
      return parts().queueUrls().get(queue);
    }

    private List<String> drain(String queue, int count) {
      List<String> bodies = new ArrayList<>();
      for (int turn = 0; turn < 100 && (bodies.size() < count || turn == 0); turn++) {
        for (Message one : parts().sqs().receiveMessage(request -> request.queueUrl(url(queue)).maxNumberOfMessages(10)
            .waitTimeSeconds(count == 0 ? 0 : 1)).messages()) {
          bodies.add(one.body());
          parts().sqs().deleteMessage(request -> request.queueUrl(url(queue)).receiptHandle(one.receiptHandle()));
        }
      }
      return bodies;
    }
  }

  @Nested
  class OnEmbeddedParts extends Queues {

    @Override
    Parts parts() {
      return EmbeddedParts.get();
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends Queues {

    @Override
    Parts parts() {
      return LocalStackParts.get();
    }
  }
}
