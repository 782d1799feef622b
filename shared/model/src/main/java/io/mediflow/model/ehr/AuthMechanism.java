package io.mediflow.model.ehr;

/** How a client proves itself to the EHR. */
public enum AuthMechanism {
  /** No authorization: an open test server. */
  NONE,
  /** SMART Backend Services: an assertion signed with our private key (http://hl7.org/fhir/smart-app-launch/backend-services.html). */
  PRIVATE_KEY_JWT
}
