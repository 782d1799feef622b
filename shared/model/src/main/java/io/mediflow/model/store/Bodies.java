package io.mediflow.model.store;

/** Bodies over {@link #INLINE_LIMIT}, encrypted, under connection and content hash. */
public interface Bodies {

  /** Larger bodies go by reference; everything else travels inline. */
  int INLINE_LIMIT = 64 * 1024;

  /** Stores the bytes; the same bytes of one connection have the same reference. */
  String put(String connection, byte[] body);

  /** @throws IllegalStateException when there is no such body: the reference is broken */
  byte[] get(String connection, String reference);
}
