package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas say what the parser takes: of every file of every package, and of each list of names. */
class SchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(Yaml.FACTORY);
  private static final Path PACKAGES = Path.of("src", "main", "resources", "packages");
  private static final Path SCHEMAS = Path.of("src", "main", "resources", "schemas", "packages");
  private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012,
      builder -> builder.schemaLoaders(loaders -> loaders.schemas(
          id -> id.startsWith("urn:mediflow:schema:packages:") ? text(id.substring(id.lastIndexOf(':') + 1)) : null)));

  static Stream<Path> files() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(PACKAGES)) {
      files = all.filter(one -> one.toString().endsWith(".yaml")).sorted().toList();
    }
    return files.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileOfEveryPackageFitsItsSchema(Path file) throws IOException {
    assertEquals(List.of(), problems(schemaOf(file), Files.readString(file)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      table   | "resource: Patient\\nrows: [{field: mrn, path: id, codec: text}]"                                  | true
      table   | "resource: Patient\\nrows: [{field: mrn, path: id, codec: txt}]"                                   | false
      table   | "resource: Patient\\nrows: [{path: id, codec: text}]"                                              | false
      table   | "resource: Patient\\nrows: [{path: id, constant: x, codec: text}]"                                 | false
      table   | "resource: Patient\\nrows: [{field: a, path: id, codec: group}]"                                   | false
      table   | "resource: Patient\\nrows: [{field: a, path: id, codec: group, rows: [{field: b, path: c, codec: text}]}]" | true
      table   | "resource: Patient\\nrows: [{field: a, path: id, codec: text, rows: [{field: b, path: c, codec: text}]}]"  | false
      table   | "resource: Appointment\\nrows: [{field: patient, path: id, codec: record-reference, argument: doctor}]"   | false
      table   | "rows: [{field: mrn, path: id, codec: text}]"                                                      | false
      table   | "messages: [ADT]\\nid: PID-3\\nrows: []"                                                           | true
      table   | "messages: [ADT]\\nresource: Patient\\nid: PID-3\\nrows: []"                                       | false
      table   | "document: chart\\neach: $.all\\nrows: []"                                                         | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [rest-hook], silence: PT6H}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [last-updated], page-size: 9, overlap: PT1M, interval: PT1M, silence: PT6H}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [rest-hook]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, budget: {calls: 60, window: PT1M, bucket: all, unconfirmed: true}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [rest-hook]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, budget: {calls: 0, window: PT1M}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}\\nrecords: {patient: {fhir: {strategies: [windowed-relist], page-size: 9, overlap: PT1M, interval: PT1M, relist: {by: patient, search: a}}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}\\nrecords: {patient: {fhir: {strategies: [rest-hook], relist: {by: patient, search: a}}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}\\nrecords: {patient: {fhir: {strategies: [windowed-relist], page-size: 9, overlap: PT1M, interval: PT1M, relist: {by: doctor, search: a}}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}\\nrecords: {patient: {fhir: {strategies: [windowed-relist], page-size: 9, overlap: PT1M, interval: PT1M, relist: {by: whole, search: a, window: {element: start, past: P1D, ahead: P1D, horizon: P1D}}}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\ninterfaces: {fhir: {auth: none, timeout: PT5S}}\\nrecords: {patient: {fhir: {strategies: [windowed-relist], page-size: 9, overlap: PT1M, interval: PT1M, relist: {by: whole, search: a, window: {element: start, past: P1D, ahead: P1D}}}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [rest-hook]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, budget: [{calls: 6, window: PT1M}, {calls: 60, window: P1D}], throttle: {statuses: [401]}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [rest-hook]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, throttle: {statuses: [503]}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: hmac-sha256, header: X, encoding: base64, numbers: bundle, focus: [{system: a, interface: fhir, resource: Patient}]}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: standard-webhooks, tolerance: PT1M, topics: [{topic: t, records: [patient]}]}}}" | true
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: standard-webhooks, header: X}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: hmac-sha256}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: header-secret, header: X, encoding: hex}}}" | false
      package | "name: a\\nversion: 1.0.0\\ntitle: A\\nproduct: A\\nversions: [1]\\nrecords: {patient: {fhir: {strategies: [subscription]}}}\\ninterfaces: {fhir: {auth: none, timeout: PT5S, hook: {mechanism: hmac-sha256, header: X, tolerance: PT1M}}}" | false
      maps    | "sex: {entries: [{source: 1, target: one, equivalence: wider}]}"                                   | true
      maps    | "sex: {entries: [{source: 1, target: one, equivalence: same}]}"                                    | false
      errors  | "base: smart-r4"                                                                                   | true
      errors  | "errors: [{category: x, sentence: No., owner: nobody, next-step: Wait.}]"                          | false
      overlay | "version: 1\\npatient: [{field: custom.a, path: id, codec: text}]\\nlocal: {payers: [{ours: 1, ehr: 2}]}" | true
      overlay | "version: 1\\npatient: [{field: mrn, path: id, codec: text}]"                                      | false
      overlay | "version: 1\\nhl7v2: {patient: [{field: custom.a, path: ZPH-2, codec: text, required: true}]}"     | false
      overlay | "version: 1\\ndoctor: []"                                                                          | false
      overlay | "version: 1\\nlocal: {visits: []}"                                                                 | false
      """)
  void whatTheParserRefusesTheSchemaRefuses(String schema, String yaml, boolean fits) throws IOException {
    assertEquals(fits, problems(schema, yaml.replace("\\n", "\n")).isEmpty(), () -> yaml);
  }

  @Test
  void listsOfNamesAreThoseOfTheParser() throws IOException {
    JsonNode common = JSON.readTree(text("common")).path("$defs");
    assertNames(Arrays.stream(CodecName.values()).map(CodecName::label), common.at("/codec/enum"));
    assertNames(Arrays.stream(RecordType.values()).map(RecordType::label), common.at("/recordType/enum"));
    assertNames(Arrays.stream(Format.values()).map(Format::label), common.at("/format/enum"));
    assertNames(labels(AuthMechanism.class, one -> true), common.at("/auth/enum"));
    assertNames(labels(ChangeStrategy.class, one -> true), common.at("/strategy/enum"));
    assertNames(labels(ChangeStrategy.class, ChangeStrategy::listed), common.at("/listed/enum"));
    assertNames(labels(MappingTable.Direction.class, one -> true), common.at("/row/properties/direction/enum"));
    assertNames(labels(Equivalence.class, one -> true), JSON.readTree(text("maps"))
        .at("/additionalProperties/properties/entries/items/properties/equivalence/enum"));
    assertNames(labels(OperationSpec.Verb.class, one -> true),
        JSON.readTree(text("operations")).at("/additionalProperties/properties/verb/enum"));
    assertNames(labels(EhrFailure.Kind.class, one -> true),
        JSON.readTree(text("errors")).at("/properties/errors/items/properties/kinds/items/enum"));
    JsonNode overlay = JSON.readTree(text("overlay"));
    assertNames(LocalList.NAMES.stream(), overlay.at("/properties/local/propertyNames/enum"));
    JsonNode facts = JSON.readTree(text("package")).path("properties");
    assertNames(FactsParser.ROSTERS.stream(), facts.at("/roster/items/enum"));
    assertNames(FactsParser.TIERS.stream(), facts.at("/tiers/additionalProperties/enum"));
    JsonNode hook = JSON.readTree(text("package")).at("/$defs/hook/properties");
    assertNames(labels(HookSpec.Mechanism.class, one -> true), hook.at("/mechanism/enum"));
    assertNames(labels(HookSpec.Encoding.class, one -> true), hook.at("/encoding/enum"));
    assertNames(labels(HookSpec.Numbers.class, one -> true), hook.at("/numbers/enum"));
  }

  @Test
  void aCodecThatNeedsAnArgumentGetsOne() throws IOException {
    for (CodecName one : CodecName.values()) {
      String row = one == CodecName.GROUP ? "rows: [{field: b, path: b, codec: text}], " : "";
      String yaml = "resource: Patient\nrows: [{field: a, path: a, " + row + "codec: " + one.label() + "}]";
      assertEquals(!one.needsArgument(), problems("table", yaml).isEmpty(), one.label());
    }
  }

  @Test
  void everyKeyOfARowIsOneThatTheParserAsksFor() throws IOException {
    Set<String> keys = new TreeSet<>();
    JSON.readTree(text("common")).at("/$defs/row/properties").fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String told = told("version: 1\npatient:\n  - " + key + "x: 1\n    field: custom.a\n    path: a\n    codec: text\n");
      assertTrue(told.contains("there is no key '" + key + "x'"), told);
      assertFalse(told("version: 1\npatient:\n  - " + key + ": 1\n").contains("there is no key '" + key + "'"), key);
    }
  }

  private static String told(String overlay) {
    try {
      OverlayParser.parse(overlay);
      return "";
    } catch (PackageException told) {
      return told.getMessage();
    }
  }

  private static String schemaOf(Path file) {
    String name = file.getFileName().toString().replace(".yaml", "");
    return Set.of("package", "maps", "operations", "errors").contains(name) ? name : "table";
  }

  private static List<String> problems(String schema, String yaml) throws IOException {
    JsonSchema one = FACTORY.getSchema(SchemaLocation.of("urn:mediflow:schema:packages:" + schema));
    return one.validate(YAML.readTree(yaml).toString(), InputFormat.JSON).stream().map(Object::toString).sorted().toList();
  }

  private static <E extends Enum<E>> Stream<String> labels(Class<E> type, Predicate<E> which) {
    return Arrays.stream(type.getEnumConstants()).filter(which)
        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static void assertNames(Stream<String> parser, JsonNode schema) {
    assertEquals(parser.sorted().toList(),
        StreamSupport.stream(schema.spliterator(), false).map(JsonNode::asText).sorted().toList(),
        "bring the list in the schemas up to date: " + SCHEMAS);
  }

  private static String text(String schema) {
    try {
      return Files.readString(SCHEMAS.resolve(schema + ".schema.json"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
