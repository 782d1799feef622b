/**
 * The way to MediFlow: one message after the other, each by a request of its own, in the order in which they came.
 *
 * <p>Only a refusal that will not change sets a message aside; everything else keeps it where it is, and those behind it wait.
 *
 * <p>Messages out are asked for by the same address; what is done with them is in {@code io.mediflow.edge.outbound}.
 */
package io.mediflow.edge.deliver;
