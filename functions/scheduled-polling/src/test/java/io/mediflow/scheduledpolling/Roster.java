package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.Relist;
import io.mediflow.packages.Relist.By;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A made-up EHR that wants a patient or a practitioner named, three resources a page. */
final class Roster {

  static final FlowId HOT = flow(RecordType.CONDITION, Scope.HOT);
  static final FlowId REST = flow(RecordType.CONDITION, Scope.REST);
  static final FlowId NEAR = flow(RecordType.APPOINTMENT, Scope.HOT);
  static final FlowId FAR = flow(RecordType.APPOINTMENT, Scope.REST);
  static final FlowId SITES = flow(RecordType.LOCATION, Scope.WHOLE);

  private static final Relist.Window DATES =
      new Relist.Window("start", Duration.ofDays(1), Duration.ofDays(14), Duration.ofDays(180));

  static final RecordSpec CONDITION = spec(
      RecordType.CONDITION, "Condition", new Relist(By.PATIENT, "patient={id}", Optional.empty()));
  static final RecordSpec APPOINTMENT = spec(RecordType.APPOINTMENT, "Appointment",
      new Relist(By.PRACTITIONER, "practitioner={id}&date=ge{from}&date=lt{to}", Optional.of(DATES)));
  static final RecordSpec LOCATION = spec(
      RecordType.LOCATION, "Location", new Relist(By.LOCATION, "_id={id}", Optional.empty()));

  static final EhrPackage EHR = new EhrPackage("invented", "1.0.0", "An invented EHR", Sample.EHR.interfaces(),
      List.of(CONDITION, APPOINTMENT, LOCATION), Map.of(), Map.of(), List.of(), Facts.NONE);

  static final Packages PACKAGES = new Packages(List.of(EHR));

  private Roster() {}

  static String condition(String id, String patient, String text) {
    return """
        {"resourceType":"Condition","id":"%s","subject":{"reference":"Patient/%s"},"code":{"text":"%s"}}"""
        .formatted(id, patient, text);
  }

  static String appointment(String id, String practitioner, Instant start) {
    return """
        {"resourceType":"Appointment","id":"%s","start":"%s","participant":[{"actor":{"reference":"Practitioner/%s"}}]}"""
        .formatted(id, start, practitioner);
  }

  private static RecordSpec spec(RecordType type, String resource, Relist relist) {
    return new RecordSpec(type, "fhir", new MappingTable(type, resource, List.of()), Set.of(ChangeStrategy.WINDOWED_RELIST), "", 3,
        Duration.ZERO, Duration.ofMinutes(5), "", Optional.of(relist));
  }

  private static FlowId flow(RecordType type, Scope scope) {
    return new FlowId("elm", "fhir", type, scope);
  }
}
