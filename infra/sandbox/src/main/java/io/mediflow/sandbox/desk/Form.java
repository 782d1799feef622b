package io.mediflow.sandbox.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Checks the form of a resource against the standard. */
@FunctionalInterface
public interface Form {

  /**
   * The resource in its canonical JSON.
   *
   * @throws Refused when it is not a valid resource of that type
   */
  ObjectNode check(String type, ObjectNode json);
}
