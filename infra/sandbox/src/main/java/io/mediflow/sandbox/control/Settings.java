package io.mediflow.sandbox.control;

/** What differs between practices of the same EHR, and can be changed while it runs. */
public final class Settings {
  private volatile boolean requireIfMatch;

  public Settings(boolean requireIfMatch) {
    this.requireIfMatch = requireIfMatch;
  }

  /** Whether an update without If-Match is refused. */
  public boolean requireIfMatch() {
    return requireIfMatch;
  }

  public void requireIfMatch(boolean required) {
    requireIfMatch = required;
  }
}
