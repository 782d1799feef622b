/** The mapping engine measured: beside other converters in one run, its memory over a million resources, and how long packages take to load. */
package io.mediflow.bench.mapping;
