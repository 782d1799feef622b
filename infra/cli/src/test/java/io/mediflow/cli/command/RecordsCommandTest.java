package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;

class RecordsCommandTest {

  @Test
  void everyFieldOfEveryRecordIsPrinted() {
    String all = Ran.of("records").well().out();
    for (RecordType type : RecordType.values()) {
      assertTrue(all.contains(type.label() + ": "), type.label());
      String one = Ran.of("records", type.label()).well().out();
      assertTrue(all.contains(one), type.label());
      for (RecordComponent field : type.shape().getRecordComponents()) {
        assertTrue(one.contains("\n  " + field.getName() + " "), type.label() + "." + field.getName());
      }
    }
  }

  @Test
  void whatAFieldHoldsStandsBesideItAndValuesBelow() {
    String claim = Ran.of("records", "claim").well().out().replaceAll(" +", " ");
    assertTrue(claim.contains("\n patient record id Record id of the patient."), claim);
    assertTrue(claim.contains("\n lines list of ClaimLine The services that are billed."), claim);
    assertTrue(claim.contains("\nClaimLine: One service on a claim.\n sequence whole number "), claim);
    assertTrue(claim.contains("\n custom own fields "), claim);
    assertFalse(claim.contains("mrn"), claim);
  }

  @Test
  void theSchemaIsPrintedAsItIsPublished() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(Ran.of("records", "--schema", "patient").well().out());
    assertEquals("urn:mediflow:schema:v1:patient", schema.path("$id").asText());
    assertEquals("#/$defs/date", schema.at("/properties/birthDate/$ref").asText());
    assertFalse(schema.path("additionalProperties").asBoolean(true));
  }

  @Test
  void everyMistakeIsASentence() {
    Ran.of("records", "invoice").failed(2, "There is no record type invoice; there are patient, appointment, slot");
    Ran.of("records", "--schema").failed(2, "Say whose schema you want; there are patient");
  }
}
