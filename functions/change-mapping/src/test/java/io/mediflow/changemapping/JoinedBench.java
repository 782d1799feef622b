package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.JoinSpec;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryQueues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The room with a practice, {@code yew}, whose invented EHR has FHIR and a feed; what the room queues for itself is delivered to it. */
final class JoinedBench {

  /** Of which the feed tells first, and makes records. */
  static final EhrPackage CREATES = PackageParser.resources(JoinedBench.class.getClassLoader(), "two-ways");

  /** Of which the feed waits for FHIR. */
  static final EhrPackage WAITS = waiting(CREATES, Map.of());

  /** Of which the feed waits for FHIR, which is asked for whom it waits. */
  static final EhrPackage ASKS = waiting(CREATES, Map.of("fhir", "identifier={id}"));

  final Bench room;

  JoinedBench(EhrPackage ehr) {
    room = new Bench(new Packages(List.of(ehr)));
    room.clock.advance(Duration.ofDays(30));
    room.connections.put(new Connection("yew", "Practice yew", ehr.name(), 1, ZoneId.of("America/New_York"), Stream.of("fhir", "feed")
        .map(one -> new EhrInterface(one, URI.create("https://ehr.example/" + one), "client", "key-1", List.of(), "hook-yew"))
        .toList(), false, 0));
  }

  private static EhrPackage waiting(EhrPackage one, Map<String, String> find) {
    Map<RecordType, JoinSpec> joins = new EnumMap<>(RecordType.class);
    one.facts().joins().forEach((type, join) -> joins.put(type,
        join.by().containsKey("feed") ? new JoinSpec(join.by(), Set.of("feed"), type == RecordType.PATIENT ? find : Map.of()) : join));
    Facts facts = one.facts();
    return new EhrPackage(one.name(), one.version(), one.title(), one.interfaces(), one.records(), one.operations(), one.maps(),
        one.errors(), new Facts(facts.product(), facts.versions(), facts.roster(), facts.startDepth(), facts.ownership(), joins,
            facts.tiers(), facts.capabilities(), facts.limits(), facts.quirks()));
  }

  Change fhir(String type, String id, String body) {
    room.ehr.put(body);
    String held = room.ehr.find(type, id).orElseThrow().toString();
    return new Change(ChangeIds.of("yew", "fhir", type, id, held.getBytes(StandardCharsets.UTF_8)), Change.Origin.POLL, "yew", "fhir",
        type, id, held, null, room.clock.millis(), 0);
  }

  Change patient(String id, String mrn, String family, String email) {
    return fhir("Patient", id, """
        {"resourceType":"Patient","id":"%s","birthDate":"1980-05-02","name":[{"use":"official","family":"%s","given":["Ada"]}],
        "telecom":[{"system":"email","value":"%s"},{"system":"phone","use":"home","value":"+16175550101"}],
        "identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"%s"}]}
        """.formatted(id, family, email, mrn));
  }

  /** As an EHR shows a chart that it merged into another. */
  Change replaced(String id, String mrn, String by) {
    return fhir("Patient", id, """
        {"resourceType":"Patient","id":"%s","active":false,"link":[{"type":"replaced-by","other":{"reference":"Patient/%s"}}],
        "identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"%s"}]}
        """.formatted(id, by, mrn));
  }

  /** Cancelled, and made anew under another id where that is not empty. */
  Change cancelled(String id, String number, String patient, String by) {
    return fhir("Appointment", id, """
        {"resourceType":"Appointment","id":"%s","status":"cancelled","start":"2026-03-23T13:30:00Z",%s
        "end":"2026-03-23T14:10:00Z",
        "identifier":[{"system":"urn:two-ways:appointment","value":"%s"}],
        "participant":[{"status":"accepted","actor":{"reference":"Patient/%s"}}]}
        """.formatted(id, by.isEmpty() ? "" : """
        "extension":[{"url":"urn:two-ways:made-anew","valueReference":{"reference":"Appointment/%s"}}],""".formatted(by),
            number, patient));
  }

  Change appointment(String id, String number, String patient, String status) {
    return fhir("Appointment", id, """
        {"resourceType":"Appointment","id":"%s","status":"%s","start":"2026-03-23T13:30:00Z","end":"2026-03-23T14:10:00Z",
        "comment":"Of the chart.","identifier":[{"system":"urn:two-ways:appointment","value":"%s"}],
        "participant":[{"status":"accepted","actor":{"reference":"Patient/%s"}}]}
        """.formatted(id, status, number, patient));
  }

  /** @param at YYYYMMDDHHMMSS */
  static Change adt(String event, String at, String mrn, String rest) {
    return FeedBench.posted("MSH|^~\\&|A|B|C|D|" + at + "||ADT^" + event + "|" + at + event + mrn + "|P|2.5.1\rPID|1||" + mrn + "^^^A^MR||"
        + rest + "\r", millis(at));
  }

  /** @param mrg MRG-1 */
  static Change merge(String event, String at, String mrn, String mrg, String rest) {
    return FeedBench.posted("MSH|^~\\&|A|B|C|D|" + at + "||ADT^" + event + "|" + at + event + mrn + "|P|2.5.1\r"
        + "PID|1||" + mrn + "^^^A^MR||" + rest + "\rMRG|" + mrg + "\r", millis(at));
  }

  static Change siu(String event, String at, String number, String mrn, String start) {
    return FeedBench.posted("MSH|^~\\&|A|B|C|D|" + at + "||SIU^" + event + "|" + at + event + "|P|2.5.1\rSCH||" + number
        + "^A|||||^Cough||||^^40^" + start + "\rPID|1||" + mrn + "^^^A^MR\rRGS|1\rAIL|1|A|EXAM2^^^A\r", millis(at));
  }

  private static long millis(String at) {
    return LocalDateTime.parse(at, DateTimeFormatter.ofPattern("yyyyMMddHHmmss"))
        .toInstant(ZoneOffset.UTC).toEpochMilli() + 18_000_000;
  }

  /** Until nothing comes again and nothing is queued. */
  void deliver(ChangeMappingAct act, List<Change> changes) {
    List<Change> left = new ArrayList<>(changes);
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == 50) {
        throw new AssertionError("it does not come to an end");
      }
      Map<String, Change> batch = new LinkedHashMap<>();
      left.forEach(one -> batch.put("m" + batch.size(), one));
      left = new ArrayList<>(act.take(batch).stream().map(batch::get).toList());
      left.addAll(MemoryQueues.drain(room.queues.changes));
      room.clock.advance(Duration.ofMillis(1));
    }
  }

  void deliver(Change... changes) {
    for (Change one : changes) {
      deliver(room.act(), List.of(one));
    }
  }

  List<StoredRecord> all(RecordType type, Ending ending) {
    return room.records.all().stream().filter(one -> one.type() == type && one.ending() == ending)
        .sorted(Comparator.comparing(StoredRecord::id)).toList();
  }

  StoredRecord one(RecordType type) {
    List<StoredRecord> found = all(type, Ending.ACTIVE);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " records of type " + type.label());
    }
    return found.getFirst();
  }

  /** The fields of all that is active; ids, which depend on who came first, by what they lead to. */
  List<Map<String, Object>> state() {
    Map<String, String> names = new HashMap<>();
    room.records.all().stream().filter(one -> one.ending() == Ending.ACTIVE)
        .forEach(one -> names.put(one.id(), one.type().label() + " " + one.fields().getOrDefault("mrn", one.fields().get("start"))));
    return room.records.all().stream().filter(one -> one.ending() == Ending.ACTIVE).map(one -> {
      Map<String, Object> fields = new HashMap<>(one.fields());
      fields.replaceAll((field, value) -> value instanceof String id ? names.getOrDefault(id, id) : value);
      fields.put("name", names.get(one.id()));
      return fields;
    }).sorted(Comparator.comparing(one -> one.get("name").toString())).toList();
  }

  String feedId(RecordType type, String sourceId) {
    return room.ids.recordId("yew", "feed", type, sourceId);
  }

  String fhirId(RecordType type, String sourceId) {
    return room.ids.recordId("yew", "fhir", type, sourceId);
  }

  Optional<StoredRecord> find(String id) {
    return room.records.find("yew", id);
  }

  /** Whom those lead to that ended. */
  Set<String> successors(RecordType type) {
    return room.records.all().stream().filter(one -> one.type() == type && one.ending() == Ending.MERGED)
        .map(StoredRecord::successor).collect(Collectors.toSet());
  }

  /** Why it lies in quarantine. */
  String reason(Change one) {
    return room.quarantine.find("yew", one.id()).orElseThrow().reasons().toString();
  }

  List<String> quarantined() {
    return room.quarantine.page("yew", null, 100).items().stream().map(one -> one.id()).toList();
  }

  /** Some twice, mixed up, a few at a time, by workers that die anywhere. */
  void deliverInDisorder(List<Change> story, Random random) {
    List<Change> changes = new ArrayList<>();
    story.forEach(one -> changes.addAll(Collections.nCopies(1 + random.nextInt(2), one)));
    Collections.shuffle(changes, random);
    Stores dying = new Stores(room, random);
    for (int from = 0; from < changes.size(); ) {
      int to = Math.min(changes.size(), from + 1 + random.nextInt(3));
      deliver(dying.act(), changes.subList(from, to));
      from = to;
    }
  }

  static Stream<EhrPackage> packages() {
    return Stream.of(CREATES, WAITS);
  }

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  static LongStream fewSeeds() {
    return LongStream.range(0, 100);
  }

  /** Every order of so many. */
  static List<List<Integer>> permutations(int size) {
    List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
    for (int place = 0; place < size; place++) {
      int next = place;
      Function<List<Integer>, Stream<List<Integer>>> with = one -> LongStream.rangeClosed(0, one.size()).mapToObj(at -> {
        List<Integer> longer = new ArrayList<>(one);
        longer.add((int) at, next);
        return longer;
      });
      all = all.stream().flatMap(with).toList();
    }
    return all;
  }
}
