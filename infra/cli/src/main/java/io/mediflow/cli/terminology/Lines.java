package io.mediflow.cli.terminology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a file, in whichever encoding agencies have used: UTF-16 where a byte order mark says so, else UTF-8, and Windows'
 * for a line that is no UTF-8. No line takes more memory than its bound, whatever the file is.
 */
final class Lines implements AutoCloseable {

  /** In characters; official files stay far below. */
  static final int LONGEST = 20_000;

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final BufferedReader reader;
  private final boolean raw;
  private boolean cut;

  Lines(InputStream stream) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(stream, 3);
    byte[] mark = bytes.readNBytes(3);
    boolean little = begins(mark, 0xFF, 0xFE);
    boolean big = begins(mark, 0xFE, 0xFF);
    int skipped = little || big ? 2 : begins(mark, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    bytes.unread(mark, skipped, mark.length - skipped);
    raw = !little && !big;
    // One character for each byte first: only a whole line shows which encoding it is in.
    reader = new BufferedReader(new InputStreamReader(bytes,
        little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1), 1 << 16);
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int at = 0; at < mark.length; at++) {
      if (at >= bytes.length || (bytes[at] & 0xFF) != mark[at]) {
        return false;
      }
    }
    return true;
  }

  /** Null at the end. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    cut = false;
    int one = reader.read();
    if (one < 0) {
      return null;
    }
    for (; one >= 0 && one != '\n'; one = reader.read()) {
      if (line.length() < LONGEST) {
        line.append((char) one);
      } else {
        cut = true;
      }
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return raw ? decoded(line.toString()) : line.toString();
  }

  /** Whether the last line was longer than the bound. */
  boolean cut() {
    return cut;
  }

  private static String decoded(String line) {
    if (line.chars().allMatch(one -> one < 0x80)) {
      return line;
    }
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return new String(bytes, WINDOWS);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
