/** What the agent says of itself: counts, one line per change, a small JSON on loopback. Nothing of a message's content. */
package io.mediflow.edge.status;
