package io.mediflow.cli.run;

import io.mediflow.cli.Failure;
import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Secrets;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditLog;
import io.mediflow.state.AwsClients;
import io.mediflow.state.body.FileBodies;
import io.mediflow.state.dynamo.DynamoApplicationStore;
import io.mediflow.state.dynamo.DynamoAuditLog;
import io.mediflow.state.dynamo.DynamoConnectionStore;
import io.mediflow.state.dynamo.DynamoEventNumbers;
import io.mediflow.state.dynamo.DynamoFlowStore;
import io.mediflow.state.dynamo.DynamoOutboundMessages;
import io.mediflow.state.dynamo.DynamoQuarantineStore;
import io.mediflow.state.dynamo.DynamoReconciliationStore;
import io.mediflow.state.dynamo.DynamoRecordStore;
import io.mediflow.state.dynamo.DynamoRosterStore;
import io.mediflow.state.dynamo.DynamoSessions;
import io.mediflow.state.dynamo.DynamoSubscriptionStore;
import io.mediflow.state.dynamo.DynamoTerminologyStore;
import io.mediflow.state.key.FileSecrets;
import io.mediflow.state.key.FileSigner;
import io.mediflow.state.key.KeyStoreFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The stores of a running system, for the operator's commands: the same classes that the rooms use. */
public final class Stores implements AutoCloseable {

  private static final Duration LINK_LASTS = Duration.ofMinutes(10);
  private static final String RECORD_ID_KEY = "record-id-key";

  private final RunFile run;
  private final DynamoDbClient dynamo;
  private final SqsClient sqs;
  private final KeyStoreFile keys;

  private Stores(RunFile run) {
    this.run = run;
    this.dynamo = AwsClients.build(
        DynamoDbClient.builder(), Optional.of(URI.create(config("mediflow.aws.endpoint.dynamodb"))), Optional.empty());
    this.sqs = AwsClients.build(
        SqsClient.builder(), Optional.of(URI.create(config("mediflow.aws.endpoint.sqs"))), Optional.empty());
    this.keys = new KeyStoreFile(Path.of(config("mediflow.keystore")));
  }

  public static Stores of(RunFile run) {
    return new Stores(run);
  }

  /** Makes what every system needs before it starts: the key of its record ids. */
  static void prepareKeys(DataFolder data) {
    try {
      new KeyStoreFile(data.folder("keys").resolve("keystore.json")).makeSecret(RECORD_ID_KEY);
    } catch (IllegalStateException damaged) {
      throw new Failure(damaged.getMessage() + ". Without the old one the records of this folder cannot be named;"
          + " if there is no copy, start anew in another folder with --data.");
    }
  }

  public ConnectionStore connections() {
    return new DynamoConnectionStore(dynamo, table("connections"));
  }

  /** A connection that must be there. */
  public Connection connection(String id) {
    return connections().find(id).orElseThrow(() -> new Failure(
        "There is no connection " + id + ". See which there are with: mediflow connection list"));
  }

  public ApplicationStore applications() {
    return new DynamoApplicationStore(dynamo, table("connections"));
  }

  public FlowStore flows() {
    return new DynamoFlowStore(dynamo, table("flows"));
  }

  public SubscriptionStore subscriptions() {
    return new DynamoSubscriptionStore(dynamo, table("flows"));
  }

  public EventNumbers eventNumbers() {
    return new DynamoEventNumbers(dynamo, table("flows"));
  }

  public ReconciliationStore reconciliations() {
    return new DynamoReconciliationStore(dynamo, table("flows"));
  }

  public RosterStore roster() {
    return new DynamoRosterStore(dynamo, table("roster"));
  }

  /** HL7 v2 messages that wait for a practice's agent. */
  public OutboundMessages outbound() {
    return new DynamoOutboundMessages(dynamo, table("outbound"), bodies());
  }

  public AuditLog audit() {
    return new DynamoAuditLog(dynamo, table("audit"));
  }

  public QuarantineStore quarantine() {
    return new DynamoQuarantineStore(dynamo, table("records"), bodies());
  }

  public RecordStore records() {
    return new DynamoRecordStore(dynamo, table("records"), bodies(), Clock.systemUTC(), TimeScale.REAL);
  }

  public Bodies bodies() {
    return new FileBodies(Path.of(config("mediflow.bodies.folder")));
  }

  public TerminologyStore terminology() {
    return new DynamoTerminologyStore(dynamo, table("terminology"));
  }

  /** @param temporary folder for what a load puts on disk until it is finished */
  public TerminologyStore terminology(Path temporary) {
    return new DynamoTerminologyStore(dynamo, table("terminology"), temporary);
  }

  /** A fresh one-time link to a practice's page. */
  public String link(String connection) {
    String token = new DynamoSessions(dynamo, table("access")).link(connection, Instant.now().plus(LINK_LASTS));
    return run.api() + "/link/" + token;
  }

  /** The public half of a signing key, made when there is none of that name. */
  public Signer.SigningKey signingKey(String name) {
    try {
      keys.makeKey(name, Signer.Algorithm.ES384, Optional.empty());
      return new FileSigner(keys, Clock.systemUTC()).key(name);
    } catch (IllegalStateException damaged) {
      throw new Failure(damaged.getMessage() + ".");
    }
  }

  /** False when there is one of that name already. */
  public boolean makeKey(String name, Optional<Instant> ends) {
    return keys.makeKey(name, Signer.Algorithm.ES384, ends);
  }

  /** The public halves of all signing keys. */
  public List<Signer.SigningKey> signingKeys() {
    return new FileSigner(keys, Clock.systemUTC()).keys();
  }

  /** When a signing key was made; empty where that was not kept. */
  public Optional<Instant> keyMade(String name) {
    return keys.made(name);
  }

  /** False when there is no such key. */
  public boolean endKey(String name, Instant ends) {
    return keys.endKey(name, ends);
  }

  /** A new value of a secret beside the one before, or, with {@code alone}, the newest without those before it. */
  public byte[] renewSecret(String name, boolean alone) {
    if (alone) {
      keys.putSecret(name, List.of(new String(secret(name), StandardCharsets.UTF_8)));
    } else {
      keys.renewSecret(name);
    }
    return secret(name);
  }

  public void makeSecret(String name) {
    keys.makeSecret(name);
  }

  /** The newest value of a secret. */
  public byte[] secret(String name) {
    Secrets secrets = new FileSecrets(keys);
    return secrets.read(name).getFirst();
  }

  public RecordIds recordIds() {
    return new RecordIds(secret(RECORD_ID_KEY));
  }

  /** Puts a tick on a room's own queue, so that it need not wait for its schedule. */
  public void tick(String queue) {
    String url = config("mediflow.queues." + queue);
    sqs.sendMessage(request -> request.queueUrl(url).messageBody("{\"tick\":true}"));
  }

  /** Messages in all dead-letter queues. */
  public int deadLetters() {
    return run.config().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("mediflow.dead-letters."))
        .mapToInt(entry -> Integer.parseInt(sqs.getQueueAttributes(request -> request.queueUrl(entry.getValue())
            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)))
        .sum();
  }

  @Override
  public void close() {
    dynamo.close();
    sqs.close();
  }

  private String table(String name) {
    return config("mediflow.tables." + name);
  }

  private String config(String key) {
    return Optional.ofNullable(run.config().get(key)).orElseThrow(() -> new Failure(
        "The running system did not tell " + key + ". Stop mediflow up and start it again."));
  }
}
