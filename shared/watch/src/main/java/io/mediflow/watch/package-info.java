/**
 * Meters of calls to EHRs, drained at the end of each invocation into minute roll-ups and CloudWatch EMF, and the sums that
 * thresholds and pages are made of. A room's door drains in its {@code finally}: {@code watch.drain("write-back")}.
 */
package io.mediflow.watch;
