/** Talking to an EHR: the port, typed answers and failures, and what the adapter needs from state and watch. */
package io.mediflow.model.ehr;
