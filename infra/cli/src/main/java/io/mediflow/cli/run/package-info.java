/** Processes, ports and folders of a system that runs on this machine, and how commands find and call it. */
package io.mediflow.cli.run;
