package io.mediflow.ehr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines of a file as they come; one that is too long is passed over, and never held. */
final class LineReader {

  private static final int CHUNK = 64 * 1024;
  private static final int GZIP = 0x8b1f;

  /**
   * @param bytes of the line, without its end; empty when it was too long
   * @param end   where the next one begins
   */
  record Line(Optional<byte[]> bytes, long end) {}

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int filled;
  private long end;

  private LineReader(InputStream in, long begin, int longest) {
    this.in = in;
    this.end = begin;
    this.longest = longest;
  }

  /** A stream that begins at this byte. */
  static LineReader from(InputStream in, long begin, int longest) {
    return new LineReader(in, begin, longest);
  }

  /** Unpacks what is packed: some EHRs keep their files so, and say it or not. */
  static InputStream unpacked(InputStream in) throws IOException {
    // No BufferedInputStream: it asks what is available, and that waits, too.
    var whole = new PushbackInputStream(in, 2);
    var first = whole.readNBytes(2);
    whole.unread(first);
    return first.length == 2 && ((first[0] & 0xff) | (first[1] & 0xff) << 8) == GZIP ? new GZIPInputStream(whole, CHUNK) : whole;
  }

  static boolean isPacked(InputStream unpacked) {
    return unpacked instanceof GZIPInputStream;
  }

  /** Empty at the end of the file. */
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream();
    var tooLong = false;
    while (at < filled || fill()) {
      var from = at;
      while (at < filled && chunk[at] != '\n') {
        at++;
      }
      tooLong |= line.size() + at - from > longest;
      if (!tooLong) {
        line.write(chunk, from, at - from);
      }
      end += at - from;
      if (at < filled) {
        at++;
        end++;
        return Optional.of(line(line, tooLong));
      }
    }
    return line.size() == 0 && !tooLong ? Optional.empty() : Optional.of(line(line, tooLong));
  }

  private Line line(ByteArrayOutputStream line, boolean tooLong) {
    if (tooLong) {
      return new Line(Optional.empty(), end);
    }
    var bytes = line.toByteArray();
    var ended = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return new Line(Optional.of(ended ? Arrays.copyOf(bytes, bytes.length - 1) : bytes), end);
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(chunk));
    return filled > 0;
  }
}
