/** What goes wrong by a script: YAML, with a seed, so that a run can be had again. */
package io.mediflow.sandbox.fault;
