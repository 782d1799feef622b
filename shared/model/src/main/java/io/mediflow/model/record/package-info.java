/** Our flat canonical records, their identity, their problems and the change feed. */
package io.mediflow.model.record;
