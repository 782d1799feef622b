/** A simulated EHR on its own port: FHIR R4, SMART Backend Services, rest-hooks, and switches for trouble. Only for trying and testing. */
package io.mediflow.sandbox;
