package io.mediflow.mapping.codec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** National Drug Codes: the 10 digits on a label and the 11 digits (5-4-2) of claims, RxNorm and our records. */
public final class Ndc {

  private static final Pattern ELEVEN = Pattern.compile("[0-9]{11}");
  private static final Pattern PARTS = Pattern.compile("([0-9]{4,5})-([0-9]{3,4})-([0-9]{1,2})");

  private Ndc() {}

  /**
   * The code as 11 digits, the short part filled with a zero (https://www.fda.gov/drugs/drug-approvals-and-databases/ndc-product-file-definitions).
   * Empty for whatever is no NDC, and for 10 digits without hyphens: which part is short cannot be seen, and is never guessed.
   */
  public static Optional<String> eleven(String text) {
    String code = text.strip();
    if (ELEVEN.matcher(code).matches()) {
      return Optional.of(code);
    }
    Matcher parts = PARTS.matcher(code);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int digits = code.length() - 2;
    if (digits < 10) {
      return Optional.empty(); // two short parts: no form of the code
    }
    return Optional.of(filled(parts.group(1), 5) + filled(parts.group(2), 4) + filled(parts.group(3), 2));
  }

  private static String filled(String part, int length) {
    return "0".repeat(length - part.length()) + part;
  }
}
