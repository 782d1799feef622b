package io.mediflow.writeintake;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.Restriction;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OperationSpec;
import io.mediflow.writeintake.WriteIntakeDecision.Accept;
import io.mediflow.writeintake.WriteIntakeDecision.Refuse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Decides whether a request can be written at all: package, grant, record and fields. */
final class WriteIntake {

  /** What is known about the caller and what it names; {@code connection} is the application's own. */
  record Facts(Application application, Connection connection, EhrPackage ehr, Optional<StoredRecord> record) {}

  private WriteIntake() {}

  static WriteIntakeDecision decide(WriteRequest request, Facts facts) {
    OperationSpec operation = facts.ehr().operations().get(request.operation());
    if (operation == null) {
      return new Refuse(422, "This EHR cannot take this operation.", List.of(new Problem(Category.NOT_SUPPORTED, "operation",
          "The package " + facts.ehr().name() + " does not write '" + request.operation() + "'; it writes "
              + names(facts.ehr().operations().keySet()) + ".")));
    }
    if (!facts.application().writes().contains(operation.name())) {
      return new Refuse(403, "The application may not do this.", List.of(new Problem(Category.SECURITY, "operation",
          "The application has no grant for '" + operation.name() + "'; ask the practice to grant it.")));
    }
    if (operation.verb() == OperationSpec.Verb.UPDATE && facts.record().filter(Restriction::withholds).isPresent()) {
      return new Refuse(403, "The application may not do this.", List.of(new Problem(Category.SECURITY, "record",
          "The EHR marks this record as restricted, and no grant covers that; change it in the EHR itself.")));
    }
    if (facts.connection().interfaceNamed(operation.interfaceName()).isEmpty()) {
      return new Refuse(422, "The practice has this interface switched off.", List.of(new Problem(Category.NOT_SUPPORTED,
          "operation", "The connection has no interface for '" + operation.name() + "'; have it switched on.")));
    }
    List<Problem> problems = new ArrayList<>();
    switch (operation.verb()) {
      case CREATE -> ofCreate(request, problems);
      case UPDATE -> ofUpdate(request, facts.record(), operation, problems);
    }
    ofFields(request, operation, problems);
    return problems.isEmpty()
        ? new Accept(operation, operation.interfaceName(), Map.copyOf(request.fields()))
        : refused(problems);
  }

  /** What cannot be written as it stands. */
  static Refuse refused(List<Problem> problems) {
    return new Refuse(422, "This cannot be written as it is.", List.copyOf(problems));
  }

  /** Whether the application may see what the EHR holds of the record: as the API for reading decides it. */
  static boolean maySee(Application application, RecordType type, Optional<StoredRecord> record) {
    return application.reads().contains(type) && record.filter(Restriction::withholds).isEmpty();
  }

  private static void ofCreate(WriteRequest request, List<Problem> problems) {
    if (request.record().isPresent()) {
      problems.add(new Problem(Category.VALUE, "record", "A create makes a new record; leave 'record' out."));
    }
    if (!request.base().isEmpty()) {
      problems.add(new Problem(Category.VALUE, "base", "A create starts from nothing; leave 'base' out."));
    }
  }

  private static void ofUpdate(
      WriteRequest request, Optional<StoredRecord> record, OperationSpec operation, List<Problem> problems) {
    if (request.record().isEmpty()) {
      problems.add(new Problem(Category.REQUIRED, "record", "Say which record changes: its record id."));
    } else if (record.isEmpty()) {
      problems.add(new Problem(Category.NOT_FOUND, "record", "The connection has no such record; look it up again."));
    } else if (record.get().type() != operation.type()) {
      problems.add(new Problem(Category.VALUE, "record", "The record is of type " + record.get().type().label()
          + "; '" + operation.name() + "' changes " + operation.type().label() + " records."));
    } else if (!record.get().successor().isEmpty()) {
      problems.add(new Problem(Category.CONFLICT, "record", "The record goes on as " + record.get().successor() + " ("
          + record.get().ending().label() + "); look at that one, and ask again for it."));
    } else if (record.get().ending() != StoredRecord.Ending.ACTIVE) {
      problems.add(new Problem(Category.NOT_FOUND, "record", "The record was deleted in the EHR; look it up again."));
    }
    for (String field : request.base().keySet()) {
      if (!request.fields().containsKey(field) && !operation.fixed().containsKey(field)) {
        problems.add(new Problem(Category.VALUE, "base." + field,
            "The base holds a field that does not change; leave it out, or say in 'fields' what it becomes."));
      }
    }
    boolean changes = !operation.fixed().isEmpty() || request.fields().entrySet().stream()
        .anyMatch(field -> !Objects.equals(field.getValue(), request.base().get(field.getKey())));
    if (!changes) {
      problems.add(new Problem(Category.INVARIANT, "fields", "Nothing changes; give at least one field another value than in 'base'."));
    }
  }

  private static void ofFields(WriteRequest request, OperationSpec operation, List<Problem> problems) {
    for (String field : new TreeSet<>(operation.required())) {
      if (!request.fields().containsKey(field)) {
        problems.add(new Problem(Category.REQUIRED, "fields." + field, "'" + operation.name() + "' needs this field."));
      }
    }
    request.fields().forEach((field, value) -> {
      if (operation.fixed().containsKey(field)) {
        problems.add(new Problem(Category.NOT_SUPPORTED, "fields." + field,
            "'" + operation.name() + "' sets this field itself; leave it out."));
      } else if (!operation.required().contains(field) && !operation.allowed().contains(field)) {
        problems.add(new Problem(Category.NOT_SUPPORTED, "fields." + field,
            "'" + operation.name() + "' does not write this field; it takes " + names(taken(operation)) + "."));
      } else if (blank(value)) {
        problems.add(new Problem(Category.VALUE, "fields." + field,
            "A blank never wipes what the EHR holds; give a value or leave the field out."));
      }
    });
  }

  private static Collection<String> taken(OperationSpec operation) {
    TreeSet<String> all = new TreeSet<>(operation.required());
    all.addAll(operation.allowed());
    return all;
  }

  private static boolean blank(Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isBlank();
      case Collection<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      default -> false;
    };
  }

  private static String names(Collection<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }
}
