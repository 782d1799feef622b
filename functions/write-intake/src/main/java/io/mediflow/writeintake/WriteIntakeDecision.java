package io.mediflow.writeintake;

import io.mediflow.model.record.Problem;
import io.mediflow.packages.OperationSpec;
import java.util.List;
import java.util.Map;

/** What to say to a request. */
sealed interface WriteIntakeDecision {

  /**
   * No, and why.
   *
   * @param status HTTP status
   */
  record Refuse(int status, String sentence, List<Problem> problems) implements WriteIntakeDecision {}

  /**
   * It may be accepted if it can be mapped.
   *
   * @param fields what the caller wants, without blanks
   */
  record Accept(OperationSpec operation, String interfaceName, Map<String, Object> fields) implements WriteIntakeDecision {}
}
