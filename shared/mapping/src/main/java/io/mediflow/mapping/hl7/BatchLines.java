package io.mediflow.mapping.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stream's lines that are not empty, each with what begins there; MLLP's framing bytes end a line too. */
final class BatchLines {

  enum Kind {
    FILE,
    BATCH,
    MESSAGE,
    BATCH_END,
    FILE_END,
    OTHER
  }

  private final InputStream stream;
  private final int most;
  private final byte[] read = new byte[32 * 1024];
  private int at;
  private int filled;
  private byte[] line = new byte[4 * 1024];
  private int length;
  private boolean cut;
  private boolean first = true;

  BatchLines(InputStream stream, int most) {
    this.stream = new Utf8Stream(stream);
    this.most = most;
  }

  /** @return false at the end of the stream */
  boolean next() throws IOException {
    do {
      if (!read()) {
        return false;
      }
      if (first && length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF) {
        length -= 3;
        System.arraycopy(line, 3, line, 0, length);
      }
      first = false;
    } while (length == 0);
    return true;
  }

  private boolean read() throws IOException {
    length = 0;
    cut = false;
    boolean any = false;
    while (true) {
      if (at == filled) {
        at = 0;
        filled = stream.read(read, 0, read.length);
        if (filled <= 0) {
          filled = 0;
          return any;
        }
      }
      any = true;
      int from = at;
      while (at < filled && !endsLine(read[at])) {
        at++;
      }
      keep(from, at);
      if (at < filled) {
        at++;
        return true;
      }
    }
  }

  private void keep(int from, int to) {
    int more = Math.min(to - from, most - length);
    cut |= more < to - from;
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(length + more, Math.min(most, line.length * 2)));
    }
    System.arraycopy(read, from, line, length, more);
    length += more;
  }

  private static boolean endsLine(byte one) {
    return one == '\r' || one == '\n' || one == 0x0B || one == 0x1C;
  }

  Kind kind() {
    if (length < 3 || line[2] != 'H' && line[2] != 'S' || length > 3 && Character.isLetterOrDigit(line[3])) {
      return Kind.OTHER;
    }
    return switch (new String(line, 0, 3, StandardCharsets.ISO_8859_1)) {
      case "MSH" -> Kind.MESSAGE;
      case "FHS" -> Kind.FILE;
      case "BHS" -> Kind.BATCH;
      case "BTS" -> Kind.BATCH_END;
      case "FTS" -> Kind.FILE_END;
      default -> Kind.OTHER;
    };
  }

  /** What stands between the first two separators, or an empty text. */
  String firstField() {
    if (length < 5) {
      return "";
    }
    int end = 4;
    while (end < length && line[end] != line[3]) {
      end++;
    }
    return new String(line, 4, end - 4, StandardCharsets.ISO_8859_1).strip();
  }

  int length() {
    return length;
  }

  /** Whether the line was longer than a message may be. */
  boolean cut() {
    return cut;
  }

  void writeTo(ByteArrayOutputStream out) {
    out.write(line, 0, length);
  }
}
