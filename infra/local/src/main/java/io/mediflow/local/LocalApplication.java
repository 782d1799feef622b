package io.mediflow.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import io.mediflow.local.http.JwtAuthorizer;
import io.mediflow.local.http.LocalGateway;
import io.mediflow.local.http.Route;
import io.mediflow.local.queue.QueuePoller;
import io.mediflow.local.queue.Schedules;
import io.mediflow.model.watch.TimeScale;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.BindException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Wires the rooms to queues, schedules and HTTP as the template says, and stays until it is asked to end. */
@Singleton
@Unremovable
public class LocalApplication implements QuarkusApplication {

  /** What main found out before Quarkus started; Quarkus makes this object itself. */
  private record Prepared(Settings settings, Wiring wiring, Map<String, String> config) {}

  private static Optional<Prepared> prepared = Optional.empty();

  private final Rooms rooms;
  private final SqsClient sqs;
  private final TimeScale scale;
  private final Clock clock;

  public LocalApplication(Rooms rooms, SqsClient sqs, TimeScale scale, Clock clock) {
    this.rooms = rooms;
    this.sqs = sqs;
    this.scale = scale;
    this.clock = clock;
  }

  static void prepare(Settings settings, Wiring wiring, Map<String, String> config) {
    prepared = Optional.of(new Prepared(settings, wiring, config));
  }

  @Override
  public int run(String... arguments) {
    Prepared with = prepared.orElseThrow();
    List<AutoCloseable> parts = new ArrayList<>();
    try {
      parts.add(gateway(with));
      with.wiring().sources().forEach(source -> parts.add(poller(source, with.config())));
      parts.add(schedules(with));
      ready(with);
      Quarkus.waitForExit();
      return 0;
    } catch (BindException taken) {
      LocalMain.failed("Port " + with.settings().port() + " is taken by another program. Stop that program, or name another port.");
      return 1;
    } catch (IOException | ParseException broken) {
      LocalMain.failed("The system could not start: " + broken.getMessage());
      return 1;
    } finally {
      parts.reversed().forEach(LocalApplication::close);
    }
  }

  private LocalGateway gateway(Prepared with) throws IOException, ParseException {
    Settings settings = with.settings();
    List<Route> routes = with.wiring().routes().stream()
        .map(one -> one.key().equals("$default")
            ? Route.functionUrl("/hooks", rooms.http(one.room()))
            : Route.api(one.key(), one.guard(), rooms.http(one.room())))
        .toList();
    JwtAuthorizer authorizer =
        new JwtAuthorizer(JWKSet.load(settings.issuerKeys().toFile()), settings.issuer(), settings.audience(), clock);
    return new LocalGateway(settings.port(), routes, authorizer, clock);
  }

  private QueuePoller poller(Wiring.QueueSource source, Map<String, String> config) {
    int workers = source.atOnce() > 0 ? Math.min(source.atOnce(), 4) : source.queue().equals("scheduled-polling") ? 3 : 1;
    return new QueuePoller(
        new QueuePoller.Source(source.queue(), url(source.queue(), config), source.batch(), workers, Duration.ofSeconds(30),
            rooms.queue(source.room())), sqs);
  }

  private Schedules schedules(Prepared with) {
    return new Schedules(
        with.wiring().ticks().stream().map(one -> new Schedules.Schedule(one.queue(), one.interval())).toList(), scale,
        queue -> sqs.sendMessage(request -> request.queueUrl(url(queue, with.config())).messageBody(Schedules.TICK)));
  }

  private static String url(String queue, Map<String, String> config) {
    return Optional.ofNullable(config.get("mediflow.queues." + queue)).orElseThrow(() -> new IllegalStateException(
        "the template has a function on queue " + queue + " and declares no such queue"));
  }

  private static void ready(Prepared with) {
    ObjectNode told = new ObjectMapper().createObjectNode();
    ObjectNode config = told.putObject("config");
    with.config().forEach(config::put);
    System.out.println("READY " + told);
    System.out.flush();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception late) {
      org.jboss.logging.Logger.getLogger(LocalApplication.class).warnf("a part did not stop: %s", late.getClass().getName());
    }
  }
}
