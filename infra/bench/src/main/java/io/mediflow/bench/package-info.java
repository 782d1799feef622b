/** Benchmarks: ratios against a peer or a bare baseline of the same run. {@code infra/bench/run} starts them, RESULTS.md keeps the last. */
package io.mediflow.bench;
