package io.mediflow.sandbox.smart;

/** The token endpoint said no, in the words of RFC 6749 §5.2. */
public final class TokenRefused extends RuntimeException {
  private final String error;

  TokenRefused(String error, String description) {
    super(description, null, false, false);
    this.error = error;
  }

  public String error() {
    return error;
  }
}
