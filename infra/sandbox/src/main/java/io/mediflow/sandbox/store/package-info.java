/** What the simulated EHR holds: versions of resources in memory, and a journal that survives a killed process. */
package io.mediflow.sandbox.store;
