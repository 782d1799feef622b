/** One executable without Quarkus that runs every golden case, on the JVM or natively; {@code .ci/run} compares the two. */
package io.mediflow.golden;
