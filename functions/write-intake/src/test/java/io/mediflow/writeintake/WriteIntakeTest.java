package io.mediflow.writeintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.Packages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteIntakeTest {

  private static final String CREATE = "{\"patient\": \"p\", \"start\": \"s\", \"end\": \"e\"";

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4} {5}")
  @CsvSource(delimiter = ';', quoteCharacter = '`', nullValues = "-", value = {
      // operation; record; base; fields; status; path of the only problem
      "appointment.create;     -; {};                  " + CREATE + "};                          0;   -",
      "appointment.create;     -; {};                  " + CREATE + ", \"slot\": \"x\"};         0;   -",
      "appointment.create;     -; {};                  {\"patient\": \"p\", \"start\": \"s\"};   422; fields.end",
      "appointment.create;     -; {};                  " + CREATE + ", \"status\": \"booked\"};  422; fields.status",
      "appointment.create;     -; {};                  " + CREATE + ", \"mrn\": \"1\"};          422; fields.mrn",
      "appointment.create;     -; {};                  " + CREATE + ", \"externalId\": \"1\"};   422; fields.externalId",
      "appointment.create;     -; {};                  " + CREATE + ", \"comment\": \" \"};      422; fields.comment",
      "appointment.create;     -; {};                  " + CREATE + ", \"comment\": null};       422; fields.comment",
      "appointment.create;     -; {};                  " + CREATE + ", \"visitType\": {}};       422; fields.visitType",
      "appointment.create;     patient; {};            " + CREATE + "};                          422; record",
      "appointment.create;     -; {\"start\": \"s\"};  " + CREATE + "};                          422; base",
      "patient.update;         patient; {};                    {\"email\": \"b\"};               0;   -",
      "patient.update;         patient; {\"email\": \"a\"};    {\"email\": \"b\"};               0;   -",
      "patient.update;         patient; {\"email\": \"b\"};    {\"email\": \"b\"};               422; fields",
      "patient.update;         patient; {};                    {};                               422; fields",
      "patient.update;         patient; {\"city\": \"a\"};     {\"email\": \"b\"};               422; base.city",
      "patient.update;         -;       {};                    {\"email\": \"b\"};               422; record",
      "patient.update;         unknown; {};                    {\"email\": \"b\"};               422; record",
      "patient.update;         deleted; {};                    {\"email\": \"b\"};               422; record",
      "patient.update;         appointment; {};                {\"email\": \"b\"};               422; record",
      "patient.update;         patient; {};                    {\"email\": \"\"};                422; fields.email",
      "patient.update;         patient; {};                    {\"addressLines\": []};           422; fields.addressLines",
      "patient.update;         patient; {};                    {\"mrn\": \"b\"};                 422; fields.mrn",
      "appointment.cancel;     appointment; {};                {};                               0;   -",
      "appointment.cancel;     appointment; {\"status\": \"booked\"}; {};                        0;   -",
      "appointment.reschedule; appointment; {};                {\"start\": \"s\"};               422; fields.end",
      "patient.teleport;       patient; {};                    {\"email\": \"b\"};               422; operation",
      "coverage.end;           -;       {};                    {\"periodEnd\": \"d\"};           403; operation",
  })
  void eachRequestIsAcceptedOrRefusedForOneReason(
      String operation, String record, String base, String fields, int status, String path) {
    WriteIntakeDecision decision = decide(operation, record, base, fields, true);
    if (status == 0) {
      WriteIntakeDecision.Accept accept = assertInstanceOf(WriteIntakeDecision.Accept.class, decision, () -> "" + decision);
      assertEquals("fhir", accept.interfaceName());
      return;
    }
    WriteIntakeDecision.Refuse refuse = assertInstanceOf(WriteIntakeDecision.Refuse.class, decision);
    assertEquals(status, refuse.status());
    assertEquals(List.of(path), refuse.problems().stream().map(Problem::path).toList());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    var refuse = assertInstanceOf(WriteIntakeDecision.Refuse.class,
        decide("appointment.reschedule", null, "{\"reason\": \"x\"}", "{\"mrn\": \"1\", \"comment\": \"\"}", true));
    assertEquals(Set.of("record", "base.reason", "fields.start", "fields.end", "fields.mrn", "fields.comment"),
        Set.copyOf(refuse.problems().stream().map(Problem::path).toList()));
  }

  @Test
  void anInterfaceThatIsOffTakesNothing() {
    var refuse = assertInstanceOf(WriteIntakeDecision.Refuse.class,
        decide("patient.update", "patient", "{}", "{\"email\": \"b\"}", false));
    assertEquals(422, refuse.status());
    assertTrue(refuse.problems().getFirst().remedy().contains("switched on"));
  }

  @Test
  void aRecordThatGoesOnInAnotherOneIsRefusedWithThatOnesId() {
    var refuse = assertInstanceOf(WriteIntakeDecision.Refuse.class,
        decide("patient.update", "merged", "{}", "{\"email\": \"b\"}", true));
    assertEquals(List.of("record"), refuse.problems().stream().map(Problem::path).toList());
    assertTrue(refuse.problems().getFirst().remedy().contains("goes on as leftrecord (merged)"), refuse.problems()::toString);
  }

  private static WriteIntakeDecision decide(String operation, String record, String base, String fields, boolean interfaceOn) {
    String body = """
        {"connection": "elm", "operation": "%s", "idempotencyKey": "k", "record": %s, "base": %s, "fields": %s}"""
        .formatted(operation, record == null ? "null" : "\"" + record + "\"", base, fields);
    WriteRequest request = assertInstanceOf(RequestParser.Parsed.Request.class,
        RequestParser.parse(body.getBytes(StandardCharsets.UTF_8), Optional.empty())).request();
    Connection connection = new Connection("elm", "Elm", "smart-r4", 1, ZoneId.of("America/New_York"), interfaceOn
        ? List.of(new EhrInterface("fhir", URI.create("https://ehr.example"), "c", "k", List.of(), ""))
        : List.of(), false, 1);
    Application application = new Application("app", "App", "elm", Set.of(), Set.of(
        "appointment.create", "appointment.reschedule", "appointment.cancel", "patient.update", "patient.teleport"), "TREAT");
    return WriteIntake.decide(request, new WriteIntake.Facts(application, connection,
        Packages.bundled().find("smart-r4", 1).orElseThrow(), known(record)));
  }

  private static Optional<StoredRecord> known(String record) {
    return switch (record) {
      case "patient" -> Optional.of(Sample.record("elm", RecordType.PATIENT, "Patient", "p1", StoredRecord.Ending.ACTIVE));
      case "deleted" -> Optional.of(Sample.record("elm", RecordType.PATIENT, "Patient", "p2", StoredRecord.Ending.DELETED));
      case "merged" -> Optional.of(Sample.record("elm", RecordType.PATIENT, "Patient", "p3", StoredRecord.Ending.ACTIVE)
          .ended(StoredRecord.Ending.MERGED, "leftrecord", "merged"));
      case "appointment" ->
          Optional.of(Sample.record("elm", RecordType.APPOINTMENT, "Appointment", "a1", StoredRecord.Ending.ACTIVE));
      case null -> Optional.empty();
      case String other -> Optional.empty();
    };
  }
}
