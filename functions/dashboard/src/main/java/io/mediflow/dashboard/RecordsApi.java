package io.mediflow.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.Restriction;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Records and the change feed, for applications with a grant; what is read is audited before it is answered. */
@ApplicationScoped
public class RecordsApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RecordStore records;
  private final AuditLog audit;
  private final ObjectMapper mapper;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public RecordsApi(RecordStore records, AuditLog audit, ObjectMapper mapper, Clock clock) {
    this.records = records;
    this.audit = audit;
    this.mapper = mapper;
    this.clock = clock;
  }

  Answer feed(Application reader, DashboardDecision.Feed ask) {
    Optional<String> refusal = Dashboard.refusal(reader, ask.type());
    if (refusal.isPresent()) {
      return refused(reader, "feed.read", "", refusal.get());
    }
    Page<StoredRecord> page;
    try {
      page = records.feed(reader.connection(), ask.type(), ask.since(), ask.limit());
    } catch (IllegalArgumentException foreignCursor) {
      return Answer.problem(400, "Bad request", "The value of since is not one that this feed gave: hand back next as it came.");
    }
    List<StoredRecord> open = page.items().stream().filter(one -> !Restriction.withholds(one)).toList();
    int withheld = page.items().size() - open.size();
    ObjectNode body = JSON.objectNode();
    ArrayNode list = body.putArray("records");
    open.forEach(one -> list.add(json(one)));
    body.put("withheld", withheld);
    page.cursor().ifPresent(next -> body.put("next", next));
    Answer answer = Answer.json(200, body);
    if (!page.items().isEmpty()) {
      note(reader, "feed.read", open.stream().map(StoredRecord::id).collect(Collectors.joining(",")),
          open.size() + " read, " + withheld + " withheld", hash(answer.body()));
    }
    return answer;
  }

  Answer read(Application reader, String id) {
    Optional<StoredRecord> found = records.find(reader.connection(), id);
    if (found.isEmpty()) {
      return Answer.problem(404, "Not found", "There is no record with this id.");
    }
    Optional<String> refusal = Dashboard.refusal(reader, found.get().type());
    if (refusal.isPresent()) {
      return refused(reader, "record.read", id, refusal.get());
    }
    if (Restriction.withholds(found.get())) {
      return refused(reader, "record.read", id,
          "The EHR marks this record as restricted, and no grant covers that. It can be seen in the EHR itself.");
    }
    Answer answer = Answer.json(200, json(found.get()));
    note(reader, "record.read", id, "read", hash(answer.body()));
    return answer;
  }

  private Answer refused(Application reader, String action, String recordId, String sentence) {
    note(reader, action, recordId, "refused", "");
    return Answer.problem(403, "Not granted", sentence);
  }

  private void note(Application reader, String action, String recordIds, String outcome, String hash) {
    Instant now = clock.instant();
    audit.append(new AuditEntry(reader.connection(), AuditEntry.idAt(now, random.nextInt()), now, reader.id(), "", action,
        recordIds, "", reader.purpose(), outcome, hash));
  }

  /** Without the source: its ids stay inside. */
  private ObjectNode json(StoredRecord one) {
    ObjectNode tree = JSON.objectNode();
    tree.put("id", one.id()).put("type", one.type().label()).put("version", one.version());
    tree.put("ending", one.ending().label());
    if (!one.successor().isEmpty()) {
      tree.put("successor", one.successor());
    }
    one.lastUpdated().ifPresent(at -> tree.put("lastUpdated", Instant.ofEpochMilli(at).toString()));
    tree.put("fetchedAt", one.fetchedAt().toString()).put("package", one.packageVersion()).put("hash", one.contentHash());
    tree.set("fields", mapper.valueToTree(new TreeMap<>(one.fields())));
    ArrayNode problems = tree.putArray("problems");
    one.problems().forEach(problem -> problems.addObject()
        .put("category", problem.category().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("path", problem.path()).put("remedy", problem.remedy()));
    ArrayNode marks = tree.putArray("securityMarks");
    new TreeSet<>(one.securityMarks()).forEach(marks::add);
    return tree;
  }

  private static String hash(String body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
