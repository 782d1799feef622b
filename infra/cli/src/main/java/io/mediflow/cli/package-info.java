/** The command line behind {@code ./mediflow}. Plain Java; every failure is a sentence and an exit code. */
package io.mediflow.cli;
