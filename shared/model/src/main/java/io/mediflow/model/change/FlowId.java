package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import java.util.Locale;

/** What a flow is: connection, interface, record type and scope. */
public record FlowId(String connection, String interfaceName, RecordType type, Scope scope) {

  /** Which part of a record type's changes. */
  public enum Scope {
    WHOLE,
    HOT,
    REST,
    /** Everybody of the Group that the practice has made at its EHR, exported: who is to be on the roster. */
    GROUP,
    /** What the EHR tells by subscriptions of ours: a window looks after them and lists nothing. */
    TOLD,
    /** What is sent to us and listed by nobody: it has no windows, and is as fresh as what was last heard. */
    PUSHED,
    /** No part of following: the nightly comparison of the whole with its EHR. */
    RECONCILE
  }

  /** {@code fhir/patient/whole}: stable, free of PHI, fit for keys, metrics and pages. */
  public String label() {
    return interfaceName + "/" + type.label() + "/" + scope.name().toLowerCase(Locale.ROOT);
  }

  /** @throws IllegalArgumentException when {@code label} was not made by {@link #label()} */
  public static FlowId of(String connection, String label) {
    String[] parts = label.split("/");
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a flow label");
    }
    return new FlowId(connection, parts[0], RecordType.of(parts[1]), Scope.valueOf(parts[2].toUpperCase(Locale.ROOT)));
  }
}
