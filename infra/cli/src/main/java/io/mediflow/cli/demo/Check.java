package io.mediflow.cli.demo;

/**
 * One thing that must hold.
 *
 * @param name what holds, as a sentence
 */
record Check(String name, Proof proof) {

  /** Does what the check is about and looks at the outcome. */
  @FunctionalInterface
  interface Proof {

    /**
     * Looks whether it holds.
     *
     * @return what was seen, in a few words; may be empty
     * @throws Broken when it does not hold
     */
    String look();
  }

  /** It does not hold; the message says what was seen instead. */
  static class Broken extends RuntimeException {

    Broken(String seen) {
      super(seen);
    }
  }

  /** It does not hold, and without it no later step can be played. */
  static final class Ended extends Broken {

    private final String why;

    /** @param why no later step is played, and what to do */
    Ended(String seen, String why) {
      super(seen);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new Broken(otherwise);
    }
  }

  static void equal(Object expected, Object seen, String what) {
    that(expected.equals(seen), what + ": expected " + expected + ", saw " + seen);
  }
}
