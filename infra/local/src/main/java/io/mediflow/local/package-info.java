/**
 * One JVM that hosts every room with embedded tables and queues. It is started by the command line ({@code mediflow up}) and
 * ends with it.
 */
package io.mediflow.local;
