/** The common mapping module: one declarative table per package and resource, executed in both directions. */
package io.mediflow.mapping;
