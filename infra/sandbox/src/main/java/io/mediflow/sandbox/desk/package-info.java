/** What anybody who writes to the simulated EHR has to keep to: versions, references, required fields, and the rules of booking. */
package io.mediflow.sandbox.desk;
