/** What the platform does around queues: event source mappings and schedules. */
package io.mediflow.local.queue;
