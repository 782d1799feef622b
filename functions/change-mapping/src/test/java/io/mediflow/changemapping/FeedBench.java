package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.testkit.golden.GoldenCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The room with a practice, {@code yew}, whose EHR has a feed of HL7 v2 and nothing else. */
final class FeedBench {

  final Bench room = new Bench();

  FeedBench() {
    this("hl7v2", "feed");
  }

  FeedBench(String ehr, String... interfaces) {
    room.clock.advance(Duration.ofDays(30)); // the golden messages are of March, and come after they were sent
    room.connections.put(connection(ehr, 0, interfaces));
  }

  static Connection connection(String ehr, long version, String... interfaces) {
    return new Connection("yew", "Practice yew", ehr, 1, ZoneId.of("America/New_York"), Stream.of(interfaces)
        .map(one -> new EhrInterface(
            one, URI.create("https://ehr.example/" + one), "client", "key-1", List.of(), "hook-yew")).toList(), false, version);
  }

  /** A golden case's message of the package. */
  static String golden(String name) {
    String path = "packages/hl7v2/golden/feed/read/" + name + "/input.hl7";
    try (InputStream in = GoldenCase.class.getClassLoader().getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** As webhook-intake makes it of what is posted. */
  static Change posted(String body, long arrived) {
    String id = ChangeIds.of("yew", "feed", null, null, body.getBytes(StandardCharsets.UTF_8));
    return new Change(id, Change.Origin.NOTIFICATION, "yew", "feed", null, null, body, null, arrived, 0);
  }

  Change posted(String body) {
    return posted(body, room.clock.millis());
  }

  static Change replayed(Change one) {
    return new Change(one.id(), Change.Origin.REPLAY, one.connection(), one.interfaceName(), null, null, one.body(), null,
        one.fetchStart(), 0);
  }

  List<StoredRecord> all() {
    return room.records.all().stream().filter(one -> one.connection().equals("yew"))
        .sorted(Comparator.comparing(StoredRecord::type).thenComparing(StoredRecord::id)).toList();
  }

  StoredRecord one(RecordType type) {
    List<StoredRecord> found = all().stream().filter(one -> one.type() == type).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " records of type " + type.label());
    }
    return found.getFirst();
  }

  Map<String, Object> fields(RecordType type) {
    return one(type).fields();
  }

  List<String> quarantined() {
    return room.quarantine.page("yew", null, 100).items().stream().map(one -> one.id()).sorted().toList();
  }
}
