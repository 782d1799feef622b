/** Adding a practice: the file that describes it, the checks, and the steps that store it whole or not at all. */
package io.mediflow.cli.connection;
