/**
 * Talks to EHRs, chosen by mechanism: FHIR R4 over REST with SMART Backend Services, and a vendor's own JSON over REST by the paths of its
 * package.
 *
 * <p>{@link io.mediflow.ehr.ChosenEhr}, {@link io.mediflow.ehr.FhirBulk} and {@link io.mediflow.ehr.DocumentEhr} (of feeds) are the ports' beans, and
 * all calls go through one {@link io.mediflow.ehr.Switchboard}. They need beans of TokenStore, Signer, CallMeter and Clock. Bytes in, bytes
 * out; pages, ETags and OperationOutcomes are read from JSON trees. Nothing here logs, throws or meters what an EHR sent.
 */
package io.mediflow.ehr;
