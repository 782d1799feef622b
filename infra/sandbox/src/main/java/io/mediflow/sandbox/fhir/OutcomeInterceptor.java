package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import io.mediflow.sandbox.control.Stats;
import io.mediflow.sandbox.desk.Refusal;
import io.mediflow.sandbox.desk.Refused;
import org.hl7.fhir.r4.model.OperationOutcome;

/** Says every no as an OperationOutcome with this EHR's own code, as real ones do. */
@Interceptor
public final class OutcomeInterceptor {
  private final Stats stats;

  public OutcomeInterceptor(Stats stats) {
    this.stats = stats;
  }

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public BaseServerResponseException coded(RequestDetails request, Throwable thrown) {
    stats.count(Stats.Event.REFUSED);
    Refused refused = refused(thrown, request.getRestOperationType());
    Refusal refusal = refused.refusal();
    OperationOutcome outcome = new OperationOutcome();
    OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue();
    issue.setSeverity(OperationOutcome.IssueSeverity.ERROR)
        .setCode(OperationOutcome.IssueType.fromCode(refusal.issueType()))
        .setDiagnostics(refusal.text());
    issue.getDetails().setText(refusal.text())
        .addCoding().setSystem(Refusal.SYSTEM).setCode(refusal.code()).setDisplay(refusal.text());
    if (!refused.element().isEmpty()) {
      issue.addExpression(refused.element());
    }
    BaseServerResponseException answer = new UnclassifiedServerFailureException(refusal.status(), refusal.text());
    answer.setOperationOutcome(outcome);
    if (refusal == Refusal.NO_TOKEN) {
      answer.addResponseHeader("WWW-Authenticate", "Bearer");
    }
    return answer;
  }

  private static Refused refused(Throwable thrown, RestOperationTypeEnum operation) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return refused;
      }
    }
    boolean withBody = operation == RestOperationTypeEnum.CREATE || operation == RestOperationTypeEnum.UPDATE;
    int status = thrown instanceof BaseServerResponseException answer ? answer.getStatusCode() : 500;
    return new Refused(switch (status) {
      case 400 -> withBody ? Refusal.MALFORMED : Refusal.NOT_SUPPORTED;
      case 405, 415, 501 -> Refusal.NOT_SUPPORTED;
      case 404 -> Refusal.NOT_FOUND;
      case 410 -> Refusal.PAGE_GONE;
      case 422 -> Refusal.MALFORMED;
      default -> Refusal.BROKEN;
    });
  }
}
