/** FHIR Bulk Data exports: jobs that take a few looks, files that lie elsewhere, one job at a time for each client. */
package io.mediflow.sandbox.bulk;
