package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.junit.jupiter.api.Test;

class ExpressionsTest {

  @Test
  void whatIsUsedStaysAndTheRestGoesInTime() {
    Expressions expressions = new Expressions();
    ExpressionNode used = expressions.get("name");
    ExpressionNode unused = expressions.get("birthDate");

    for (int i = 0; i < Expressions.MOST + 10; i++) {
      expressions.get("extension('urn:" + i + "')");
      assertSame(used, expressions.get("name"));
    }

    assertEquals(Expressions.MOST, expressions.size());
    assertNotSame(unused, expressions.get("birthDate"));
  }
}
