package io.mediflow.state.event;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Notifier;
import software.amazon.awssdk.services.sns.SnsClient;

/** Transitions on an SNS topic, one message each. */
public final class TopicNotifier implements Notifier {

  private static final int SUBJECT_LIMIT = 100;

  private final SnsClient client;
  private final String topic;

  public TopicNotifier(SnsClient client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  @Override
  public void tell(Breach transition) {
    String subject = BreachWords.subject(transition);
    client.publish(request -> request.topicArn(topic)
        .subject(subject.substring(0, Math.min(SUBJECT_LIMIT, subject.length())))
        .message(BreachWords.message(transition)));
  }
}
