/** The story that {@code demo} plays: one class per step, each a list of named checks against the running system and the EHR. */
package io.mediflow.cli.demo;
