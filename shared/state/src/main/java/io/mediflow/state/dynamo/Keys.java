package io.mediflow.state.dynamo;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.ehr.BudgetStore.Bucket;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.write.WriteState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Every key of every table. Whatever belongs to a practice starts with its connection. */
final class Keys {

  /** An item's primary key. */
  record Key(String pk, String sk) {}

  /** Index partitions over all connections are spread over this many; a reader merges them. */
  private static final int SHARDS = 4;

  /** A load's concepts are spread over this many, so that loading and dropping them is no hot partition. */
  private static final int CONCEPT_SHARDS = 32;

  private Keys() {}

  static final String CONNECTIONS = "connection";

  static Key connection(String id) {
    return new Key("CONNECTION#" + id, "CONNECTION");
  }

  static Key overlay(String connection) {
    return new Key("CONNECTION#" + connection, "OVERLAY");
  }

  static Key application(String id) {
    return new Key("APPLICATION#" + id, "APPLICATION");
  }

  static Key record(String connection, String id) {
    return new Key(of(connection) + "#RECORD#" + id, "RECORD");
  }

  static String feed(String connection, RecordType type) {
    return of(connection) + "#" + type.label();
  }

  /** Where a record id leads. */
  static Key lead(String connection, String id) {
    return new Key(of(connection) + "#LEAD#" + id, "LEAD");
  }

  static Key referrer(String connection, String id, String referrer) {
    return new Key(of(connection) + "#REFERS#" + id, referrer);
  }

  static Key quarantined(String connection, String id) {
    return new Key(of(connection) + "#QUARANTINE", id);
  }

  static Key flow(FlowId id) {
    return new Key(flows(id.connection()), id.label());
  }

  static String flows(String connection) {
    return of(connection) + "#FLOWS";
  }

  static Key reconciliation(FlowId id) {
    return new Key(reconciliations(id.connection()), id.label());
  }

  static String reconciliations(String connection) {
    return of(connection) + "#RECONCILED";
  }

  /** The sender chose the reference, so it may hold anything: only its hash becomes a key. */
  static Key subscription(String connection, String interfaceName, String subscription) {
    return new Key(of(connection) + "#SUBSCRIPTIONS", interfaceName + "#" + sha256(subscription));
  }

  static String ownSubscriptions(String connection, String interfaceName) {
    return of(connection) + "#OWN-SUBSCRIPTIONS#" + interfaceName;
  }

  static Key ownSubscription(String connection, String interfaceName, RecordType type, String criteria) {
    return new Key(ownSubscriptions(connection, interfaceName), type.label() + "#" + sha256(criteria));
  }

  static Key outboundCounts(String connection, String interfaceName) {
    return new Key(outbound(connection, interfaceName), "COUNTS");
  }

  static Key outbound(String connection, String interfaceName, long sequence) {
    return new Key(outbound(connection, interfaceName), "MESSAGE#%015d".formatted(sequence));
  }

  /** Whoever queues a message chose its control id, so it may hold anything: only its hash becomes a key. */
  static Key outboundId(String connection, String interfaceName, String controlId) {
    return new Key(outbound(connection, interfaceName), "ID#" + sha256(controlId));
  }

  private static String outbound(String connection, String interfaceName) {
    return of(connection) + "#OUTBOUND#" + interfaceName;
  }

  static Key pending(String connection, String recordId) {
    return new Key(of(connection) + "#PENDING", recordId);
  }

  static String pendingSince(String connection, RecordType type) {
    return of(connection) + "#PENDING#" + type.label();
  }

  /** The range key is the id; a roster is one practice's, so that its partition carries it. */
  static String roster(String connection, String interfaceName, RosterStore.Kind kind) {
    return of(connection) + "#ROSTER#" + interfaceName + "#" + kind;
  }

  static String hot(String connection, String interfaceName, LocalDate day) {
    return of(connection) + "#HOT#" + interfaceName + "#" + day;
  }

  static Key listing(FlowId flow, String subject) {
    return new Key(listings(flow), "LAST#" + subject);
  }

  static Key listingUnderWay(FlowId flow, String subject) {
    return new Key(listings(flow), "UNDER-WAY#" + flow.scope() + "#" + subject);
  }

  private static String listings(FlowId flow) {
    return of(flow.connection()) + "#LISTING#" + flow.interfaceName() + "#" + flow.type().label();
  }

  static Key marker() {
    return new Key("MARKER", "CHANGES");
  }

  static Key write(String connection, String orderKey, String id) {
    return new Key(of(connection) + "#ORDER#" + orderKey, "WRITE#" + id);
  }

  static Key lease(String connection, String orderKey) {
    return new Key(of(connection) + "#ORDER#" + orderKey, "LEASE");
  }

  /** The caller chose the idempotency key, so it may hold anything: only its hash becomes a key. */
  static Key idempotency(String connection, String application, String idempotencyKey) {
    return new Key(of(connection) + "#APPLICATION#" + application, "KEY#" + sha256(idempotencyKey));
  }

  static Key counts(String connection) {
    return new Key(of(connection) + "#COUNTS", "COUNTS");
  }

  static String state(String connection, WriteState state) {
    return of(connection) + "#STATE#" + state;
  }

  static Key audit(String connection, String id) {
    return new Key(of(connection), id);
  }

  static Key rollup(String connection, Instant minute, String operation) {
    return new Key(of(connection) + "#ROLLUP", time(minute) + "#" + operation);
  }

  static Key heartbeat(String connection, String interfaceName) {
    return new Key(of(connection) + "#HEARTBEAT", interfaceName);
  }

  static Key signOfLife(String connection, String interfaceName) {
    return new Key(of(connection) + "#LIFE", interfaceName);
  }

  static Key breach(String connection, String kind, String subject) {
    return new Key(of(connection) + "#BREACH", kind + "#" + subject);
  }

  static Key transition(String connection, Instant at, String kind, String subject, String what) {
    return new Key(of(connection) + "#TRANSITION", time(at) + "#" + kind + "#" + subject + "#" + what);
  }

  static Key token(String key) {
    return new Key("TOKEN#" + key, "TOKEN");
  }

  static Key window(Bucket bucket, Instant begins, Duration length) {
    return new Key(budget(bucket), length + "#" + time(begins));
  }

  static Key hold(Bucket bucket) {
    return new Key(budget(bucket), "HOLD");
  }

  private static String budget(Bucket bucket) {
    return "BUDGET#" + bucket.connection() + "/" + bucket.name();
  }

  static Key link(String token) {
    return new Key("LINK#" + sha256(token), "LINK");
  }

  static Key session(String token) {
    return new Key("SESSION#" + sha256(token), "SESSION");
  }

  static final String RELEASES = "RELEASES";

  static Key release(String name) {
    return new Key(RELEASES, name);
  }

  /** The load of a release that began last and is not finished. */
  static Key load(String name) {
    return new Key("LOADS", name);
  }

  /** A load whose concepts may lie in the table: the one in force, one under way, one that was killed. */
  static Key generation(String name, String generation) {
    return new Key("GENERATIONS#" + name, generation);
  }

  /** A part of a bucket of a load's concepts. */
  static Key concepts(String name, String generation, int bucket, int part) {
    return new Key(concepts(name, generation, Math.floorMod(bucket, CONCEPT_SHARDS)), bucket + "#" + part);
  }

  /** Where a code falls among a load's buckets; codes are often numbers in a row, so that only a good hash spreads them. */
  static int hash(Code code) {
    return ByteBuffer.wrap(digest(code.system() + "|" + code.code())).getInt();
  }

  /** All partitions of a load's concepts. */
  static List<String> concepts(String name, String generation) {
    return IntStream.range(0, CONCEPT_SHARDS).mapToObj(shard -> concepts(name, generation, shard)).toList();
  }

  private static String concepts(String name, String generation, int shard) {
    return "CONCEPTS#" + name + "#" + generation + "#" + shard;
  }

  /** The index partition of a thing that falls due; {@code spread} is anything that differs between things. */
  static String due(String kind, String spread) {
    return kind + "#" + Math.floorMod(spread.hashCode(), SHARDS);
  }

  static List<String> allDue(String kind) {
    return IntStream.range(0, SHARDS).mapToObj(shard -> kind + "#" + shard).toList();
  }

  /** Sorts by time, then by the rest. */
  static String at(Instant time, String... rest) {
    return time(time) + "#" + String.join("#", rest);
  }

  /** Sorts after everything of this millisecond or before it. */
  static String until(Instant time) {
    return time(time) + "~";
  }

  /** Sorts right after {@code key}: no key holds a blank. */
  static String after(String key) {
    return key + " ";
  }

  static String time(Instant time) {
    return String.format("%015d", Math.max(0, time.toEpochMilli()));
  }

  private static String of(String connection) {
    return "C#" + connection;
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
