/** How a connection's records are kept fresh within its EHR's limits: worked out from data, refused where it does not hold. */
package io.mediflow.packages.plan;
