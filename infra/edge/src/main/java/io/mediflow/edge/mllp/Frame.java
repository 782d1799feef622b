package io.mediflow.edge.mllp;

/** What was found next in the bytes of a connection. */
sealed interface Frame {

  /** A whole block, without its framing. */
  record Whole(byte[] bytes) implements Frame {}

  /**
   * A block that came to its end and is too long to be taken.
   *
   * @param head its beginning, for the answer
   */
  record TooLong(byte[] head) implements Frame {}

  /** A block that goes on far beyond what is allowed: there is no use in waiting for its end. */
  record Endless(byte[] head) implements Frame {}

  /** A block began within another, so that the end of the first is missing; nothing of the first is taken. */
  record Half() implements Frame {}
}
