package io.mediflow.state;

import static io.mediflow.state.Missing.needed;

import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.connection.ApplicationStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.TokenStore;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Sessions;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.AuditLog;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.state.config.TablesConfig;
import io.mediflow.state.dynamo.DynamoApplicationStore;
import io.mediflow.state.dynamo.DynamoAuditLog;
import io.mediflow.state.dynamo.DynamoBudgetStore;
import io.mediflow.state.dynamo.DynamoConnectionStore;
import io.mediflow.state.dynamo.DynamoCrosswalk;
import io.mediflow.state.dynamo.DynamoEventNumbers;
import io.mediflow.state.dynamo.DynamoFlowStore;
import io.mediflow.state.dynamo.DynamoLedger;
import io.mediflow.state.dynamo.DynamoListingStore;
import io.mediflow.state.dynamo.DynamoOutboundMessages;
import io.mediflow.state.dynamo.DynamoPendingFetchStore;
import io.mediflow.state.dynamo.DynamoQuarantineStore;
import io.mediflow.state.dynamo.DynamoReconciliationStore;
import io.mediflow.state.dynamo.DynamoRecordStore;
import io.mediflow.state.dynamo.DynamoRollups;
import io.mediflow.state.dynamo.DynamoRosterStore;
import io.mediflow.state.dynamo.DynamoSessions;
import io.mediflow.state.dynamo.DynamoStatusStore;
import io.mediflow.state.dynamo.DynamoSubscriptionStore;
import io.mediflow.state.dynamo.DynamoTerminologyStore;
import io.mediflow.state.dynamo.DynamoTokenStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores in tables, made when first used; a double of the same type in a test takes their place. */
@ApplicationScoped
public class TableBeans {

  private final DynamoDbClient client;
  private final TablesConfig tables;

  @Inject
  public TableBeans(DynamoDbClient client, TablesConfig tables) {
    this.client = client;
    this.tables = tables;
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  ConnectionStore connections() {
    return new DynamoConnectionStore(client, connectionsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  ApplicationStore applications() {
    return new DynamoApplicationStore(client, connectionsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  RecordStore records(Bodies bodies, Clock clock, TimeScale scale) {
    return new DynamoRecordStore(client, recordsTable(), bodies, clock, scale);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  QuarantineStore quarantine(Bodies bodies) {
    return new DynamoQuarantineStore(client, recordsTable(), bodies);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Crosswalk crosswalk() {
    return new DynamoCrosswalk(client, recordsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  FlowStore flows() {
    return new DynamoFlowStore(client, flowsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  ReconciliationStore reconciliations() {
    return new DynamoReconciliationStore(client, flowsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  EventNumbers eventNumbers() {
    return new DynamoEventNumbers(client, flowsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  SubscriptionStore subscriptions() {
    return new DynamoSubscriptionStore(client, flowsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  PendingFetchStore pendingFetches() {
    return new DynamoPendingFetchStore(client, flowsTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  RosterStore roster() {
    return new DynamoRosterStore(client, rosterTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  ListingStore listings(Bodies bodies, Clock clock) {
    return new DynamoListingStore(client, rosterTable(), bodies, clock);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  WriteLedger ledger(Bodies bodies) {
    return new DynamoLedger(client, needed(tables.ledger(), "mediflow.tables.ledger"), auditTable(), bodies);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  OutboundMessages outbound(Bodies bodies) {
    return new DynamoOutboundMessages(client, needed(tables.outbound(), "mediflow.tables.outbound"), bodies);
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  AuditLog audit() {
    return new DynamoAuditLog(client, auditTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Rollups rollups() {
    return new DynamoRollups(client, watchTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  StatusStore status() {
    return new DynamoStatusStore(client, watchTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  TokenStore tokens() {
    return new DynamoTokenStore(client, accessTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  BudgetStore budgets() {
    return new DynamoBudgetStore(client, accessTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  Sessions sessions() {
    return new DynamoSessions(client, accessTable());
  }

  @Produces
  @DefaultBean
  @ApplicationScoped
  TerminologyStore terminology() {
    return new DynamoTerminologyStore(client, needed(tables.terminology(), "mediflow.tables.terminology"));
  }

  private String connectionsTable() {
    return needed(tables.connections(), "mediflow.tables.connections");
  }

  private String recordsTable() {
    return needed(tables.records(), "mediflow.tables.records");
  }

  private String flowsTable() {
    return needed(tables.flows(), "mediflow.tables.flows");
  }

  private String rosterTable() {
    return needed(tables.roster(), "mediflow.tables.roster");
  }

  private String auditTable() {
    return needed(tables.audit(), "mediflow.tables.audit");
  }

  private String watchTable() {
    return needed(tables.watch(), "mediflow.tables.watch");
  }

  private String accessTable() {
    return needed(tables.access(), "mediflow.tables.access");
  }
}
