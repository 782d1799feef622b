/**
 * write-sweep: nudges every write that is due, so that no lost nudge, dead worker or wait leaves one behind.
 *
 * <p>Trigger: the queue {@code write-sweep}, a tick each minute. Input: {@code {"tick":true}}, or one page
 * {@code {"cursor":"…"}}. Output: nudges in the queue {@code write-back}. Tables: ledger (read).
 *
 * <p>On failure: the message comes again, and the next tick finds the same writes; a nudge too many does no harm. One invocation takes a
 * bounded number of pages; what is left is due at the next tick.
 */
package io.mediflow.writesweep;
