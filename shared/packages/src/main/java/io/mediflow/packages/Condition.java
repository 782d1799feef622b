package io.mediflow.packages;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * When a row goes: {@code status = 'noshow'}, {@code MSH-9-2 = 'S12' or 'S13'}, {@code PID-33 exists}, {@code PID-33 missing}.
 *
 * @param path   of the value that decides
 * @param values any of which it must be; empty when it only has to be there or not
 * @param there  whether it must be there
 */
public record Condition(TreePath path, Set<String> values, boolean there) {

  public Condition {
    values = Set.copyOf(values);
  }

  /** @throws IllegalArgumentException when it is no condition; the message says where */
  public static Condition parse(Format format, String text) {
    if (text.endsWith(" exists")) {
      return new Condition(TreePath.parse(format, before(text, " exists")), Set.of(), true);
    }
    if (text.endsWith(" missing")) {
      return new Condition(TreePath.parse(format, before(text, " missing")), Set.of(), false);
    }
    int equals = text.lastIndexOf(" = '");
    if (equals < 0) {
      throw new IllegalArgumentException("it has the form PATH = 'text' or 'text', PATH exists or PATH missing");
    }
    Values right = new Values(text.substring(equals + 3));
    return new Condition(TreePath.parse(format, text.substring(0, equals)), right.all(), true);
  }

  private static String before(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  /** The texts behind the equals sign. */
  private static final class Values extends Scanner {

    Values(String text) {
      super(text);
    }

    Set<String> all() {
      Set<String> all = new LinkedHashSet<>();
      do {
        all.add(quoted());
      } while (take("or "));
      end();
      return all;
    }
  }
}
