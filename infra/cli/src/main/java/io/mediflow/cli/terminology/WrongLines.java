package io.mediflow.cli.terminology;

import java.io.PrintWriter;

/** Counts what could not be read, and names the first of it by line. */
final class WrongLines {

  private static final int MOST_NAMED = 20;
  /** In a whole release a few are the publisher's; more than that, and one in a hundred, is another format or a damaged file. */
  private static final int MOST_BORNE = 20;

  private final PrintWriter out;
  private long count;

  WrongLines(PrintWriter out) {
    this.out = out;
  }

  void add(String file, long line, String reason) {
    count++;
    if (count <= MOST_NAMED) {
      out.println("  " + file + ", line " + line + ": the line " + reason + "; it is left out");
    } else if (count == MOST_NAMED + 1) {
      out.println("  further lines that are left out are counted, not named");
    }
    out.flush();
  }

  long count() {
    return count;
  }

  boolean tooMany(long lines) {
    return count > MOST_BORNE && count * 100 > lines;
  }
}
