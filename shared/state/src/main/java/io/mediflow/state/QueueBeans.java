package io.mediflow.state;

import static io.mediflow.state.Missing.needed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.HeartbeatQueue;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.state.config.AwsConfig;
import io.mediflow.state.config.QueuesConfig;
import io.mediflow.state.queue.SqsChangeQueue;
import io.mediflow.state.queue.SqsNudgeQueue;
import io.mediflow.state.queue.SqsPollQueue;
import io.mediflow.state.queue.SqsRoundQueue;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queues that rooms send to. */
@ApplicationScoped
public class QueueBeans {

  private final QueuesConfig queues;

  @Inject
  public QueueBeans(QueuesConfig queues) {
    this.queues = queues;
  }

  @Produces
  @DefaultBean
  @Singleton
  SqsClient sqs(AwsConfig aws) {
    return AwsClients.build(SqsClient.builder(), aws.endpoint().sqs(), aws.region());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  ChangeQueue changes(SqsClient client, Bodies bodies, ObjectMapper json) {
    return new SqsChangeQueue(client, needed(queues.changeMapping(), "mediflow.queues.change-mapping"), bodies, json);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  PollQueue windows(SqsClient client) {
    return new SqsPollQueue(client, needed(queues.scheduledPolling(), "mediflow.queues.scheduled-polling"));
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  NudgeQueue nudges(SqsClient client) {
    return new SqsNudgeQueue(client, needed(queues.writeBack(), "mediflow.queues.write-back"));
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  HeartbeatQueue heartbeats(SqsClient client) {
    return new SqsRoundQueue(client, needed(queues.heartbeat(), "mediflow.queues.heartbeat"));
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  FreshnessQueue freshness(SqsClient client) {
    return new SqsRoundQueue(client, needed(queues.freshnessCheck(), "mediflow.queues.freshness-check"));
  }
}
