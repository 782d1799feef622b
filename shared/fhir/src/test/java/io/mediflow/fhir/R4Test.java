package io.mediflow.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class R4Test {

  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "1", "birthDate": "19-13", "gender": "strange", "unheardOf": {"a": [1]},
       "deceasedBoolean": true, "active": "yes",
       "name": [{"use": "old", "family": "A"}, {"use": "official", "given": ["B", "C", "D"]}],
       "extension": [{"url": "urn:pharmacy", "valueString": "Corner"}, {"url": "urn:count", "valueInteger": 3}]}
      """;

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      birthDate                                              ; 19-13
      gender                                                 ; strange
      deceased.ofType(boolean)                               ; true
      iif(deceased.ofType(dateTime).exists(), true, deceased.ofType(boolean)) ; true
      extension('urn:pharmacy').value.ofType(string)         ; Corner
      extension('urn:count').value.ofType(integer)           ; 3
      name.where(use='official').first().given.skip(1).join(' ') ; C D
      (name.where(use='official') | name).first().given.first() ; B
      """)
  void expressionsOverALenientlyParsedResource(String path, String value) throws Exception {
    List<Base> found = R4.evaluate(patient(), R4.expression(path));

    assertEquals(1, found.size());
    assertEquals(value, found.getFirst().primitiveValue());
  }

  @Test
  void anAbsentValueIsNothing() throws Exception {
    assertTrue(R4.evaluate(patient(), R4.expression("extension('urn:count').value.ofType(string)")).isEmpty());
    assertTrue(R4.evaluate(patient(), R4.expression("communication.where(preferred=true).language")).isEmpty());
  }

  @Test
  void whatIsNoExpressionIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> R4.expression("name.where("));
    assertThrows(IllegalArgumentException.class, () -> R4.expression("name.nonsense()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"now()", "iif(true, today(), birthDate)", "name.where(given.trace('x') = 'y')", "(name | link.other.resolve())",
      "name.given + today().toString()"})
  void whatLooksBeyondTheResourceIsRefused(String path) {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> R4.expression(path)).getMessage().contains("beyond the resource"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      AllergyIntolerance ; reaction.manifestation.coding.code            ; {"reaction": [{"manifestation": [{"coding": [{"code": "hives"}]}]}]}
      Appointment        ; participant.actor.reference                   ; {"participant": [{"actor": {"reference": "hives"}}]}
      ChargeItem         ; occurrence.ofType(dateTime)                   ; {"occurrenceDateTime": "hives"}
      Claim              ; item.serviced.ofType(date)                    ; {"item": [{"servicedDate": "hives"}]}
      Condition          ; onset.ofType(string)                          ; {"onsetString": "hives"}
      Coverage           ; class.value                                   ; {"class": [{"value": "hives"}]}
      DocumentReference  ; content.attachment.contentType                ; {"content": [{"attachment": {"contentType": "hives"}}]}
      Encounter          ; hospitalization.dischargeDisposition.text     ; {"hospitalization": {"dischargeDisposition": {"text": "hives"}}}
      Immunization       ; occurrence.ofType(dateTime)                   ; {"occurrenceDateTime": "hives"}
      Location           ; hoursOfOperation.daysOfWeek                   ; {"hoursOfOperation": [{"daysOfWeek": ["hives"]}]}
      MedicationRequest  ; (medication.ofType(CodeableConcept) | reasonCode).first().text ; {"medicationCodeableConcept": {"text": "hives"}}
      Observation        ; component.value.ofType(Quantity).unit         ; {"component": [{"valueQuantity": {"unit": "hives"}}]}
      Patient            ; contact.name.family                           ; {"contact": [{"name": {"family": "hives"}}]}
      Practitioner       ; qualification.code.text                       ; {"qualification": [{"code": {"text": "hives"}}]}
      Procedure          ; performed.ofType(Period).start                ; {"performedPeriod": {"start": "hives"}}
      Slot               ; serviceType.text                              ; {"serviceType": [{"text": "hives"}]}
      """)
  void eachResourceIsPrepared(String type, String path, String content) throws Exception {
    ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(content);

    List<Base> found = R4.evaluate(R4.parse(tree.put("resourceType", type)), R4.expression(path));

    assertTrue(R4.knows(type));
    assertEquals(List.of("hives"), found.stream().map(Base::primitiveValue).toList());
  }

  @Test
  void theModelSaysWhatIsAnArray() {
    assertEquals(Optional.of(new R4.Element(true, Optional.empty())), R4.element("Patient", List.of("name", "given")));
    assertEquals(Optional.of(new R4.Element(false, Optional.empty())), R4.element("Patient", List.of("name", "family")));
    assertEquals(Optional.of(new R4.Element(true, Optional.empty())), R4.element("Coverage", List.of("class", "type", "coding")));
    assertEquals(Optional.of(new R4.Element(false, Optional.of("value"))), R4.element("Patient", List.of("extension", "valueString")));
    assertEquals(Optional.of(new R4.Element(true, Optional.empty())), R4.element("Appointment", List.of("slot")));
    assertEquals(Optional.empty(), R4.element("Patient", List.of("nothing")));
  }

  @Test
  void reflectionCoversWhatWasPrepared() {
    var classes = ReflectionNeeds.classes(R4.CONTEXT);

    assertTrue(classes.containsAll(List.of(Patient.class, Patient.ContactComponent.class, Coverage.ClassComponent.class,
        Enumerations.AdministrativeGender.class, Enumerations.AdministrativeGenderEnumFactory.class,
        org.hl7.fhir.r4.model.DomainResource.class, org.hl7.fhir.r4.model.HumanName.class)), classes::toString);
    // What the Feature asks of each must not need a jar that was left out.
    classes.forEach(one -> assertTrue(
        one.getDeclaredFields().length + one.getDeclaredConstructors().length + one.getDeclaredMethods().length > 0, one::getName));
  }

  private static Patient patient() throws Exception {
    return (Patient) R4.parse((ObjectNode) new ObjectMapper().readTree(PATIENT));
  }
}
