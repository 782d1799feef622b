/** What is told: record events and breach transitions. */
package io.mediflow.state.event;
