/** The way in: hints that something changed, the flows that find them, and what waits to be fetched. */
package io.mediflow.model.change;
