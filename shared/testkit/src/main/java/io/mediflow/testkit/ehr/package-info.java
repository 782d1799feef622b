/** A double of an EHR's FHIR interface, in memory. */
package io.mediflow.testkit.ehr;
