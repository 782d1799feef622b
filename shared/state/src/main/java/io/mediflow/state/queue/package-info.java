/** Queues: all or throw, by ten, no attributes, bodies over 64 KB by reference. */
package io.mediflow.state.queue;
