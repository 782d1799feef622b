/** The simulation's own switches under {@code /_control}: no real EHR has these. */
package io.mediflow.sandbox.control;
