package io.mediflow.cli.map;

import io.mediflow.model.record.Problem;
import io.mediflow.packages.Format;
import java.util.List;
import java.util.OptionalInt;

/**
 * One thing to map.
 *
 * @param file     as it was given; {@code -} for standard input
 * @param at       which one of the file, from 1: line, entry or message; empty where the file is one
 * @param bytes    empty when it cannot even be cut out of its file
 * @param problems why not; or, with bytes, what is wrong with it as a whole
 */
record Input(String file, OptionalInt at, Format format, byte[] bytes, List<Problem> problems) {

  boolean broken() {
    return bytes.length == 0;
  }
}
