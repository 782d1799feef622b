/**
 * Messages on disk, in order, until they are delivered: one file each, written and flushed before its name says that it is there.
 *
 * <p>A temporary spool is no queue: {@code io.mediflow.state.spool} deletes its file with the process, on purpose.
 */
package io.mediflow.edge.queue;
