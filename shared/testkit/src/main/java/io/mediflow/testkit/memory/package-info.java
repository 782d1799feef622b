/** In-memory doubles of the model's ports; the contracts hold them to what the real stores do. */
package io.mediflow.testkit.memory;
