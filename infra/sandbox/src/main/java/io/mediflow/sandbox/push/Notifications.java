package io.mediflow.sandbox.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.fault.FaultPlayer;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells the subscribers of each new version of a patient, appointment or coverage, in order, a few times at most. As with real EHRs
 * nothing is kept: what cannot be delivered, or was queued when the process died, is never told again, and subscriptions count anew.
 */
public final class Notifications implements AutoCloseable {
  private static final Set<String> TOLD = Set.of("Patient", "Appointment", "Coverage");
  private static final String SETTING = "webhooks";
  private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));
  private static final int QUEUE = 1000;
  private static final Consumer<Boolean> UNHEARD = taken -> {};

  /**
   * @param path    after the target
   * @param outcome is told whether it was taken, or given up
   */
  record Notification(Subscriber to, String method, String path, String body, Consumer<Boolean> outcome) {}

  private final Store store;
  private final Stats stats;
  private final double timeScale;
  private final BlockingQueue<Notification> queue = new ArrayBlockingQueue<>(QUEUE);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
  private final Disorder disorder;
  private final Map<URI, AtomicLong> events = new ConcurrentHashMap<>();
  private final Thread sender;
  private volatile boolean enabled;
  private volatile List<Subscriber> subscribers = List.of();

  /**
   * @param script    whose faults befall notifications
   * @param timeScale pauses before a retry are divided by it
   */
  public Notifications(Store store, Stats stats, FaultPlayer script, double timeScale) {
    this.disorder = new Disorder(script);
    this.store = store;
    this.stats = stats;
    this.timeScale = timeScale;
    store.setting(SETTING).ifPresent(setting -> {
      enabled = setting.path("enabled").asBoolean();
      List<Subscriber> known = new ArrayList<>();
      setting.path("subscribers").forEach(json -> known.add(Subscriber.from(json)));
      subscribers = List.copyOf(known);
    });
    sender = Thread.ofVirtual().name("notifications").start(this::send);
  }

  public boolean enabled() {
    return enabled;
  }

  /** While off, changes are not told, and not told later either. */
  public synchronized void enable(boolean on) {
    enabled = on;
    keep();
  }

  public List<Subscriber> subscribers() {
    return subscribers;
  }

  /** Adds the subscriber, or replaces the one of that target. */
  public synchronized void subscribe(Subscriber subscriber) {
    List<Subscriber> all = new ArrayList<>(subscribers);
    all.removeIf(known -> known.target().equals(subscriber.target()));
    all.add(subscriber);
    events.remove(subscriber.target());
    subscribers = List.copyOf(all);
    keep();
  }

  public synchronized void unsubscribeAll() {
    subscribers = List.of();
    keep();
  }

  private void keep() {
    ObjectNode setting = Json.MAPPER.createObjectNode().put("enabled", enabled);
    ArrayNode all = setting.putArray("subscribers");
    subscribers.forEach(subscriber -> all.add(subscriber.json()));
    store.setting(SETTING, setting);
  }

  public int queued() {
    return queue.size();
  }

  public Disorder disorder() {
    return disorder;
  }

  /** Queues the news of a version; never waits: what the queue cannot take is dropped and counted. */
  public void changed(Stored version) {
    if (!enabled || !TOLD.contains(version.type())) {
      return;
    }
    for (Subscriber one : subscribers) {
      queue(one.form() == Subscriber.Form.RESOURCE
          ? new Notification(one, "PUT", "/" + version.reference(), version.json().toString(), UNHEARD)
          : bundle(one, "event-notification", events(one).incrementAndGet(), List.of(version)));
    }
  }

  /** Queues what is no event, for those that get bundles: {@code handshake} or {@code heartbeat}. */
  public void status(String kind) {
    subscribers.stream().filter(one -> one.form() != Subscriber.Form.RESOURCE)
        .forEach(one -> queue(bundle(one, kind, events(one).get(), List.of())));
  }

  private static Notification bundle(Subscriber to, String kind, long events, List<Stored> changed) {
    return new Notification(to, "POST", "", new StatusBundle(to, reference(to), "active", kind, events, changed).json(Instant.now()), UNHEARD);
  }

  /** One for each target, the same one after a restart. */
  private static String reference(Subscriber to) {
    return "Subscription/" + UUID.nameUUIDFromBytes(to.target().toString().getBytes(StandardCharsets.UTF_8));
  }

  private AtomicLong events(Subscriber of) {
    return events.computeIfAbsent(of.target(), first -> new AtomicLong());
  }

  void queue(Notification one) {
    if (!queue.offer(one)) {
      stats.count(Stats.Event.NOTIFICATION_DROPPED);
    }
  }

  private void send() {
    try {
      while (true) {
        for (Notification one : disorder.of(queue.take())) {
          deliver(one);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Notification notification) throws InterruptedException {
    if (put(notification)) {
      notification.outcome().accept(true);
      return;
    }
    for (Duration pause : PAUSES) {
      Thread.sleep(Duration.ofMillis((long) (pause.toMillis() / timeScale)));
      if (put(notification)) {
        notification.outcome().accept(true);
        return;
      }
    }
    stats.count(Stats.Event.NOTIFICATION_FAILED);
    notification.outcome().accept(false);
  }

  private boolean put(Notification notification) throws InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(notification.to().target() + notification.path()))
        .timeout(Duration.ofSeconds(5))
        .header("Content-Type", "application/fhir+json")
        .method(notification.method(), HttpRequest.BodyPublishers.ofString(notification.body()));
    Proofs.headers(notification.to(), notification.body(), Instant.now()).forEach(builder::header);
    HttpRequest request = builder.build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        stats.count(Stats.Event.NOTIFICATION_SENT);
        return true;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    sender.interrupt();
    http.shutdownNow();
  }
}
