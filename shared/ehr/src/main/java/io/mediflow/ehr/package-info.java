/**
 * Talks to EHRs, chosen by mechanism: FHIR R4 over REST with SMART Backend Services.
 *
 * <p>{@link io.mediflow.ehr.FhirEhr} and {@link io.mediflow.ehr.FhirBulk} are the ports' beans. They need beans of TokenStore, Signer, CallMeter and Clock. Bytes in, bytes
 * out; pages, ETags and OperationOutcomes are read from JSON trees. Nothing here logs, throws or meters what an EHR sent.
 */
package io.mediflow.ehr;
