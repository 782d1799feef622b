/** Scale on paper: practices drawn by a seed, planned by the real planner, held to the real shares of their limits, minute by minute. */
package io.mediflow.bench.scale;
