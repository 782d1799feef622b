/** {@code ./mediflow map}: files of whatever an EHR sends, mapped one input at a time, and back. */
package io.mediflow.cli.map;
