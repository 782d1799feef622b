package io.mediflow.bench;

import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.state.dynamo.DynamoConnectionStore;
import io.mediflow.state.key.KeyStoreFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An invented practice and its invented patients. */
final class Practice {

  static final String ID = "bench";

  /** Its own field: the expression is parsed at run time, in the native executable too. */
  private static final String OVERLAY = """
      version: 1
      patient:
        - {field: custom.pharmacy, path: extension('urn:bench:pharmacy').value.ofType(string), codec: text}
      """;

  /** Signs what we ask its authorization server. */
  static final String KEY = "bench-key";

  /** The secret of its notifications. */
  static final String HOOK = "hook-bench";

  /** Its value. */
  static final String SECRET = "of-the-bench-alone";

  private Practice() {}

  /** What a room needs to find the embedded parts. */
  static Map<String, String> settings(EmbeddedAws aws, Path folder) {
    Path keys = folder.resolve("keys.json");
    new KeyStoreFile(keys).makeSecret("record-id-key");
    new KeyStoreFile(keys).putSecret(HOOK, List.of(SECRET));
    Map<String, String> settings = new TreeMap<>(aws.config());
    settings.put("mediflow.keystore", keys.toString());
    settings.put("mediflow.bodies.folder", folder.resolve("bodies").toString());
    return settings;
  }

  static void connect(DynamoDbClient dynamo, URI base) {
    DynamoConnectionStore connections = new DynamoConnectionStore(dynamo, "ConnectionsTable");
    connections.putOverlay(ID, OVERLAY);
    connections.put(new Connection(ID, "Bench practice", "smart-r4", 1,
        ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", base, "none", KEY, List.of(), HOOK)), false, 0));
  }

  /** The change that a poll makes of an invented patient. */
  static Change change(int number) {
    String id = "patient-" + number;
    String body = """
        {"resourceType":"Patient","id":"%s","meta":{"versionId":"1","lastUpdated":"2026-01-05T10:00:00.%03dZ"},
        "identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},
        "system":"urn:bench:mrn","value":"%07d"}],"active":true,
        "name":[{"use":"official","family":"Sample%d","given":["Ada","B"]}],
        "telecom":[{"system":"phone","use":"mobile","value":"(212) 555-%04d"},{"system":"email","value":"p%d@example.org"}],
        "gender":"female","birthDate":"1980-02-%02d",
        "address":[{"use":"home","line":["%d Main St"],"city":"Springfield","state":"NY","postalCode":"10001","country":"US"}],
        "extension":[{"url":"urn:bench:pharmacy","valueString":"Pharmacy %d"}]}"""
        .formatted(id, number % 1000, number, number, number % 10000, number, 1 + number % 28, 1 + number, number);
    return new Change(id, Change.Origin.POLL, ID, "fhir", "Patient", id, body, null,
        Instant.parse("2026-01-05T10:00:01Z").toEpochMilli(), 0);
  }
}
