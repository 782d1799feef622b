/**
 * A package's golden cases, run: folders {@code golden/INTERFACE/KIND/CASE} with an input and what must come of it side by
 * side, so that a package is tested by data alone. The kinds are {@code read}, {@code create} and {@code update}.
 */
package io.mediflow.mapping.golden;
