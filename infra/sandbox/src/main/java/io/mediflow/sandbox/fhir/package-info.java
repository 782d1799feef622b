/** FHIR R4 with HAPI's server library: reading, searching with pages, writing, errors as OperationOutcome. */
package io.mediflow.sandbox.fhir;
