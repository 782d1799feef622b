/** What the simulated practice holds at its first start: Synthea's people, and a calendar around today. */
package io.mediflow.sandbox.seed;
