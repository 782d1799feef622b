/** The peer that native change-mapping is measured against. */
package io.mediflow.bench.bare;
