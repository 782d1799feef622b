/**
 * write-intake: accepts or refuses a write at once, and says how an accepted one stands.
 *
 * <p>Trigger: HTTP behind the JWT authorizer, {@code POST /writes} and {@code GET /writes/{id}}. Input: a write as JSON; the
 * application comes from the token. Output: 202 with the write's state, or a refusal in plain words; a nudge in the queue
 * {@code write-back}. Tables: ledger and audit (write), connections, applications and records (read).
 *
 * <p>On failure: nothing is accepted unless the ledger has it; a caller that got no answer asks again with the same idempotency key.
 * A nudge that could not be sent is only logged, since the sweep finds the write.
 */
package io.mediflow.writeintake;
