/** What is watched: roll-ups per minute, heartbeats, breaches, and the one time scale. */
package io.mediflow.model.watch;
