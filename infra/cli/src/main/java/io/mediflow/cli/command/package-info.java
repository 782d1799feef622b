/** One class per command: options, help, and what is said; the work is done elsewhere. */
package io.mediflow.cli.command;
