/**
 * Reads official files of code systems and loads them: a {@link io.mediflow.cli.terminology.Kind} names its licence and its
 * layout, a layout reads lines and makes concepts of all lines of a key, and {@link io.mediflow.cli.terminology.Loading} puts
 * them into the store. Files may be larger than memory: what is kept of them is sorted by key through temporary files.
 */
package io.mediflow.cli.terminology;
