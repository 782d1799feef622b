/** The sample practice that {@code up} connects to the sandbox EHR, and its first sync. */
package io.mediflow.cli.sample;
