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

  /** A file that was named and is not there: wrong usage. */
  public static Failure noFile(Object file) {
    return new Failure(ExitCode.USAGE, "There is no file " + file + ".");
  }

  public int exitCode() {
    return exitCode;
  }
}
