package io.mediflow.bench;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.mediflow.changemapping.ChangeMappingFunction;
import io.mediflow.cli.Terminal;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import io.mediflow.scheduledpolling.ScheduledPollingFunction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** The first load of a practice: pages of an EHR, over the queue, to stored and published records; the memory of both rooms. */
@ApplicationScoped
class FirstLoad {

  private static final int STEPS = 10;
  private static final FlowId FLOW = new FlowId(Practice.ID, "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);

  private final ScheduledPollingFunction polling;
  private final ChangeMappingFunction mapping;
  private final FlowStore flows;
  private final ConnectionStore connections;
  private final RecordStore records;
  private final Packages packages;
  private final SqsClient sqs;
  private final AtomicInteger mapped = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();

  FirstLoad(ScheduledPollingFunction polling, ChangeMappingFunction mapping, FlowStore flows, ConnectionStore connections,
      RecordStore records, Packages packages, SqsClient sqs) {
    this.polling = polling;
    this.mapping = mapping;
    this.flows = flows;
    this.connections = connections;
    this.records = records;
    this.packages = packages;
    this.sqs = sqs;
  }

  void measure(Surroundings around, int patients) throws Exception {
    Connection connection = connections.find(Practice.ID).orElseThrow();
    FlowPlan.flows(connection, packages.of(connection).orElseThrow(), Instant.now()).stream()
        .filter(one -> one.id().equals(FLOW)).forEach(flows::put);
    Terminal terminal = Terminal.of(new PrintWriter(System.out, true));
    List<Long> resident = new ArrayList<>();
    Units.forget();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> running = new ArrayList<>();
      running.add(threads.submit(() -> poll(around)));
      for (int thread = 0; thread < 2; thread++) {
        running.add(threads.submit(() -> map(around, patients)));
      }
      try (Terminal.Progress progress = terminal.progress("records", patients)) {
        for (int step = 1; step <= STEPS; step++) {
          follow(running, progress, (long) patients * step / STEPS);
          resident.add(residentMegabytes());
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Units.Taken each = Units.taken().per(patients);
    terminal.say("%d patients of an EHR in %.0f s, %.0f/s; %d changes came again"
        .formatted(patients, seconds, patients / seconds, again.get()));
    terminal.say("each takes %.1f read and %.1f write units and %.1f requests to queues"
        .formatted(each.read(), each.written(), each.queueRequests()));
    terminal.say("megabytes resident after each tenth, both rooms in one JVM of 256 MB of heap, all else in another: " + resident);
    TimeUnit.SECONDS.sleep(6); // the feed serves what is older than 5 s
    terminal.say("stored and published in the change feed: " + published());
  }

  /** Counted as an application would: a change that was taken may also lie in quarantine. */
  private long published() {
    long published = 0;
    String cursor = null;
    while (true) {
      Page<StoredRecord> page = records.feed(Practice.ID, RecordType.PATIENT, cursor, 100);
      if (page.items().isEmpty()) {
        return published;
      }
      published += page.items().stream().filter(StoredRecord::published).count();
      cursor = page.cursor().orElseThrow();
    }
  }

  private void follow(List<Future<?>> running, Terminal.Progress progress, long until) throws Exception {
    while (mapped.get() < until) {
      for (Future<?> one : running) {
        if (one.isDone()) {
          one.get(); // says what went wrong
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
      progress.at(mapped.get());
    }
  }

  /** One after the other what the queue has, with a tick where it has nothing, until the window is whole. */
  private void poll(Surroundings around) {
    String url = around.settings().get("bench.queue.ScheduledPollingQueue");
    for (Flow flow = flow(); flow.lastCompleteWindow().isEmpty(); flow = flow()) {
      flow.failure().ifPresent(one -> {
        throw new IllegalStateException("the window failed: " + one);
      });
      if (taken(url, 1, polling::scheduledPolling) == 0) {
        sqs.sendMessage(ask -> ask.queueUrl(url).messageBody("{\"tick\":true}"));
      }
    }
  }

  private Flow flow() {
    return flows.find(FLOW).orElseThrow();
  }

  private void map(Surroundings around, int patients) {
    String url = around.settings().get("bench.queue.ChangeMappingQueue");
    while (mapped.get() < patients) {
      mapped.addAndGet(taken(url, 10, mapping::changeMapping));
    }
  }

  /** @return how many changes of patients it has done; what it has not comes again */
  private int taken(String url, int most, Function<SQSEvent, SQSBatchResponse> room) {
    List<Message> taken = sqs.receiveMessage(ask -> ask.queueUrl(url).maxNumberOfMessages(most).waitTimeSeconds(1)
        .visibilityTimeout(60)).messages();
    if (taken.isEmpty()) {
      return 0;
    }
    Set<String> failed = room.apply(ChangePath.event(taken)).getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier).collect(Collectors.toSet());
    List<Message> done = taken.stream().filter(one -> !failed.contains(one.messageId())).toList();
    again.addAndGet(failed.size());
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(ask -> ask.queueUrl(url).entries(done.stream().map(one -> DeleteMessageBatchRequestEntry.builder()
          .id(one.messageId()).receiptHandle(one.receiptHandle()).build()).toList()));
    }
    return Math.toIntExact(done.stream().filter(one -> !one.body().contains("\"MARKER\"")).count());
  }

  private static long residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS");
  }
}
