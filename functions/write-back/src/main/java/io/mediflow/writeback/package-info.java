/**
 * write-back: takes the next steps of the oldest unsettled write of one order key, until it is settled or has to wait.
 *
 * <p>Trigger: the queue {@code write-back}. Input: one {@code Nudge} per message. Output: calls to the EHR, changes (the read-back)
 * in the queue {@code change-mapping}. Tables: ledger and audit (read, write), connections and records (read).
 *
 * <p>A write whose record was merged into another goes on with that one, and so does one that names it: found anew at each claim
 * and read-back. What the caller saw is the guard there too.
 *
 * <p>On failure: the ledger says what comes next, and {@code nextAttemptAt} when, so a nudge is always acknowledged; only a message
 * that cannot be read goes the way to the dead letters. A worker that dies leaves its lease behind: when the lease ends the next one
 * goes on, with a read-back wherever bytes may have left.
 */
package io.mediflow.writeback;
