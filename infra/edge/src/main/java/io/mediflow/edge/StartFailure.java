package io.mediflow.edge;

/** Why an agent could not start: a sentence that says what to do. */
public final class StartFailure extends Exception {

  StartFailure(String sentence) {
    super(sentence);
  }
}
