package io.mediflow.sandbox.desk;

/** Why the EHR says no: its own numeric code, the HTTP status, the FHIR issue type and a sentence. */
public enum Refusal {
  MALFORMED("70400", 400, "structure", "The body is not a valid resource of this type"),
  NOT_SUPPORTED("70401", 400, "not-supported", "This search parameter, sort or operation is not supported"),
  SEARCH_TOO_WIDE("70402", 400, "required", "The search needs other parameters: it must name the patient, the actor and date, or the ids"),
  NO_TOKEN("70410", 401, "login", "A valid access token is needed"),
  SCOPE_MISSING("70430", 403, "forbidden", "The token's scopes do not allow this"),
  NOT_FOUND("70440", 404, "not-found", "There is no such resource"),
  DELETED("70442", 410, "deleted", "The resource has been deleted"),
  PAGE_GONE("70441", 410, "expired", "This page has lapsed; start the search again"),
  SLOT_TAKEN("70490", 409, "conflict", "The slot is not free"),
  PATCH_TEST_FAILED("70491", 409, "conflict", "A test operation of the patch does not hold"),
  VERSION_STALE("70412", 412, "conflict", "The resource has changed since the version in If-Match"),
  VERSION_REQUIRED("70428", 412, "required", "If-Match is required"),
  REFERENCE_NOT_FOUND("70422", 422, "invalid", "A referenced resource does not exist"),
  SLOT_MISMATCH("70423", 422, "business-rule", "Start and slot of the appointment do not agree"),
  REQUIRED_MISSING("70424", 422, "required", "A required element is missing"),
  PATCH_INVALID("70425", 422, "invalid", "The patch cannot be applied"),
  BROKEN("70500", 500, "exception", "The EHR failed");

  public static final String SYSTEM = "http://ehr.example.com/CodeSystem/error";

  private final String code;
  private final int status;
  private final String issueType;
  private final String text;

  Refusal(String code, int status, String issueType, String text) {
    this.code = code;
    this.status = status;
    this.issueType = issueType;
    this.text = text;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String issueType() {
    return issueType;
  }

  public String text() {
    return text;
  }
}
