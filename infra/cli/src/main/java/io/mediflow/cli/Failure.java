package io.mediflow.cli;

/** Something that a person must know or do: the message is one sentence or a few, shown without a stack trace. */
public final class Failure extends RuntimeException {

  private final int exitCode;

  public Failure(String sentence) {
    this(ExitCode.FAILED, sentence);
  }

  public Failure(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
