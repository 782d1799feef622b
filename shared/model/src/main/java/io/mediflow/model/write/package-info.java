/** The way out: the ledger of writes, its states, and the audit. */
package io.mediflow.model.write;
