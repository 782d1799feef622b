/**
 * HAPI R4 prepared once: the model's definitions and the FHIRPath engine are made when {@link io.mediflow.fhir.R4} is
 * initialised, in a native executable at its build, so that they lie in the image heap. Only this module sees GraalVM's SDK.
 */
package io.mediflow.fhir;
