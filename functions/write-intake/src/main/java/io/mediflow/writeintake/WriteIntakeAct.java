package io.mediflow.writeintake;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.Nudge;
import io.mediflow.model.write.NudgeQueue;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteIds;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteLedger.Acceptance;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.Packages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Takes a write into the ledger or refuses it; tells how one stands. */
@ApplicationScoped
public class WriteIntakeAct {

  private static final Logger LOG = Logger.getLogger(WriteIntakeAct.class);
  private static final String RECORD_ID = "[a-z2-7]{26}";
  private static final String WRITE_ID = RECORD_ID + "-[0-9a-f]{20}";

  private final ApplicationStore applications;
  private final ConnectionStore connections;
  private final RecordStore records;
  private final Packages packages;
  private final DryRun dryRun;
  private final WriteLedger ledger;
  private final AuditLog audit;
  private final NudgeQueue nudges;
  private final RecordIds ids;
  private final WriteIntakeConfig config;
  private final Clock clock;

  public WriteIntakeAct(
      ApplicationStore applications, ConnectionStore connections, RecordStore records, Packages packages, DryRun dryRun,
      WriteLedger ledger, AuditLog audit, NudgeQueue nudges, RecordIds ids, WriteIntakeConfig config, Clock clock) {
    this.applications = applications;
    this.connections = connections;
    this.records = records;
    this.packages = packages;
    this.dryRun = dryRun;
    this.ledger = ledger;
    this.audit = audit;
    this.nudges = nudges;
    this.ids = ids;
    this.config = config;
    this.clock = clock;
  }

  /** @param applicationId from the token; {@code headerKey} the Idempotency-Key header */
  Answer post(String applicationId, byte[] body, Optional<String> headerKey) {
    Optional<Application> application = applications.find(applicationId);
    if (application.isEmpty()) {
      return notRegistered();
    }
    if (body.length > config.maxBytes()) {
      return Answer.refused(413, "The request is too large.", List.of(new Problem(Category.TOO_LONG, "",
          "The body may have at most " + config.maxBytes() + " bytes.")));
    }
    return switch (RequestParser.parse(body, headerKey)) {
      case RequestParser.Parsed.Malformed malformed ->
          Answer.refused(400, "The request cannot be read.", malformed.problems());
      case RequestParser.Parsed.Request parsed -> judge(application.get(), parsed.request());
    };
  }

  Answer get(String applicationId, String writeId) {
    Optional<Application> application = applications.find(applicationId);
    if (application.isEmpty()) {
      return notRegistered();
    }
    Optional<Write> write = writeId.matches(WRITE_ID)
        ? ledger.find(application.get().connection(), writeId).filter(one ->
            one.request().actor().application().equals(applicationId)
                && application.get().writes().contains(one.request().operation()))
        : Optional.empty();
    return write.map(one -> shown(200, one, application.get())).orElseGet(() ->
        Answer.refused(404, "There is no such write.", List.of(new Problem(Category.NOT_FOUND, "id",
            "No write of this application has this id; take it from the answer to POST /writes."))));
  }

  private Answer judge(Application application, WriteRequest request) {
    Optional<Connection> connection = request.connection().equals(application.connection())
        ? connections.find(request.connection())
        : Optional.empty();
    if (connection.isEmpty()) {
      return Answer.refused(404, "There is no such connection for this application.", List.of(new Problem(
          Category.NOT_FOUND, "connection", "Name the connection that the application is registered for.")));
    }
    Optional<EhrPackage> ehr = packages.of(connection.get());
    if (ehr.isEmpty()) {
      return Answer.refused(422, "The connection cannot be written to.", List.of(new Problem(Category.NOT_SUPPORTED,
          "connection", "It names a package that this build does not carry; have the connection put right.")));
    }
    WriteIntake.Facts facts = new WriteIntake.Facts(application, connection.get(), ehr.get(), request.record()
        .filter(id -> id.matches(RECORD_ID))
        .flatMap(id -> records.find(request.connection(), id)));
    return switch (WriteIntake.decide(request, facts)) {
      case WriteIntakeDecision.Refuse refuse -> Answer.refused(refuse);
      case WriteIntakeDecision.Accept accept -> {
        Write write = write(application, request, accept);
        List<Problem> problems;
        try {
          problems = dryRun.check(connection.get(), ehr.get(), accept.operation(), accept.fields(), write.externalId());
        } catch (PackageException unreadable) { // it quotes the overlay's line, never a value of a record
          LOG.errorf("connection %s takes no writes: %s", application.connection(), unreadable.getMessage());
          yield Answer.refused(422, "The connection cannot be written to.", List.of(new Problem(Category.NOT_SUPPORTED,
              "connection", "Its overlay cannot be read; have the overlay put right, then ask again.")));
        }
        yield problems.isEmpty() ? accept(write, application) : Answer.refused(WriteIntake.refused(problems));
      }
    };
  }

  private Write write(Application application, WriteRequest request, WriteIntakeDecision.Accept accept) {
    Instant now = clock.instant();
    OperationSpec operation = accept.operation();
    String orderKey = switch (operation.verb()) {
      case UPDATE -> request.record().orElseThrow();
      case CREATE -> ids.createKey(request.connection(), application.id(), request.idempotencyKey());
    };
    String id = WriteIds.make(orderKey, now, ThreadLocalRandom.current().nextInt());
    Map<String, Object> base = Map.copyOf(request.base());
    return new Write(request.connection(), id, orderKey, request.record(),
        new Write.Request(operation.name(), operation.type(), accept.interfaceName(), base, accept.fields(),
            new Write.Actor(application.id(), request.person(), request.reason()), request.idempotencyKey(),
            request.hash(), request.deadline()),
        ids.externalId(request.connection(), id), WriteState.RECEIVED, now, Optional.of(now), 0, Optional.empty(),
        Optional.empty(), 1);
  }

  private Answer accept(Write write, Application application) {
    return switch (ledger.accept(write, audited(write, "write.received", write.receivedAt(), write.request().actor()))) {
      case Acceptance.Accepted accepted -> {
        nudge(accepted.write());
        yield shown(202, accepted.write(), application);
      }
      case Acceptance.Repeated repeated -> shown(202, repeated.first(), application);
      case Acceptance.KeyReused reused -> Answer.refused(409, "This idempotency key was used for another write.",
          List.of(new Problem(Category.CONFLICT, "idempotencyKey", "Write " + reused.firstId()
              + " has this key and asked for something else; take a new key for a new write.")));
    };
  }

  private void nudge(Write write) {
    try {
      nudges.send(List.of(new Nudge(write.connection(), write.orderKey())));
    } catch (RuntimeException notSent) {
      LOG.warnf("write %s was accepted without a nudge (%s); the sweep finds it", write.id(), notSent.getClass().getSimpleName());
    }
  }

  /** The EHR's current values are PHI: showing them is a read, needs the grant to read, and is audited. */
  private Answer shown(int status, Write write, Application application) {
    boolean current = write.outcome().filter(outcome -> !outcome.current().isEmpty()).isPresent()
        && WriteIntake.maySee(application, write.request().type(),
            write.recordId().flatMap(id -> records.find(write.connection(), id)));
    if (current) {
      audit.append(audited(write, "write.read", clock.instant(),
          new Write.Actor(application.id(), "", application.purpose())));
    }
    return Answer.of(status, write, current);
  }

  private static AuditEntry audited(Write write, String action, Instant at, Write.Actor actor) {
    return new AuditEntry(write.connection(), AuditEntry.idAt(at, ThreadLocalRandom.current().nextInt()), at,
        actor.application(), actor.person(), action, write.recordId().orElse(""), write.id(), actor.reason(),
        write.outcome().map(Write.Outcome::category).orElse(""), write.request().hash());
  }

  private static Answer notRegistered() {
    return Answer.refused(403, "The application is not registered.", List.of(new Problem(Category.SECURITY, "",
        "Have the practice register the application and grant it what it needs.")));
  }
}
