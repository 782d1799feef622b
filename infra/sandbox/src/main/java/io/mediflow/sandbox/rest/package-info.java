/** A REST interface of a vendor's own beside FHIR, with feeds of changes that are gone once they were read. */
package io.mediflow.sandbox.rest;
