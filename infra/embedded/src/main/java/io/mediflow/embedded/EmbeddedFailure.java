package io.mediflow.embedded;

/** An embedded part could not start; the message is one plain sentence for a person: what is wrong and what to do. */
public final class EmbeddedFailure extends RuntimeException {

  public EmbeddedFailure(String sentence) {
    super(sentence);
  }

  public EmbeddedFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
