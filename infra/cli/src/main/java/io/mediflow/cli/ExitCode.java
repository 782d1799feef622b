package io.mediflow.cli;

/** What the command line's exit codes mean; the launcher adds 3 (no JDK or Maven) and 4 (the build failed). */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  /** A write was accepted, and its outcome is still open. */
  public static final int OPEN = 5;

  private ExitCode() {}
}
