package io.mediflow.state;

import static io.mediflow.state.Missing.needed;

import io.mediflow.model.record.EventBus;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.state.body.FileBodies;
import io.mediflow.state.body.S3Bodies;
import io.mediflow.state.config.AwsConfig;
import io.mediflow.state.config.BodiesConfig;
import io.mediflow.state.config.EventsConfig;
import io.mediflow.state.event.BridgeEvents;
import io.mediflow.state.event.LogNotifier;
import io.mediflow.state.event.SubscriberEvents;
import io.mediflow.state.event.TopicNotifier;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Bodies, events, alerts, and the time. */
@ApplicationScoped
public class PlaceBeans {

  private final AwsConfig aws;

  @Inject
  public PlaceBeans(AwsConfig aws) {
    this.aws = aws;
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Bodies bodies(BodiesConfig config) {
    if (config.folder().isPresent()) {
      return new FileBodies(config.folder().get());
    }
    // Nothing but AWS itself resolves a bucket's own host name.
    S3Client client = AwsClients.build(
        S3Client.builder().forcePathStyle(aws.endpoint().s3().isPresent()), aws.endpoint().s3(), aws.region());
    return new S3Bodies(client, needed(config.bucket(), "mediflow.bodies.bucket"));
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  EventBus events(EventsConfig config) {
    if (config.bus().isPresent()) {
      return new BridgeEvents(
          AwsClients.build(EventBridgeClient.builder(), aws.endpoint().eventbridge(), aws.region()), config.bus().get());
    }
    return config.subscriber().<EventBus>map(SubscriberEvents::new).orElse(events -> {});
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Notifier notifier(@ConfigProperty(name = "mediflow.alerts.topic") Optional<String> topic) {
    return topic.<Notifier>map(arn ->
        new TopicNotifier(AwsClients.build(SnsClient.builder(), aws.endpoint().sns(), aws.region()), arn))
        .orElseGet(LogNotifier::new);
  }

  @Produces
  @DefaultBean
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @DefaultBean
  @Singleton
  TimeScale timeScale(@ConfigProperty(name = "mediflow.time-scale", defaultValue = "1") double factor) {
    return new TimeScale(factor);
  }
}
