package io.mediflow.mapping.hl7;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A stream as it is, unless it begins as UTF-16, whose bytes cannot be divided at line ends: then as UTF-8. */
final class Utf8Stream extends InputStream {

  private final PushbackInputStream stream;
  private final char[] chars = new char[8 * 1024];
  private Reader reader;
  private byte[] bytes = new byte[0];
  private int at;
  private int lead = -1;
  private boolean begun;

  Utf8Stream(InputStream stream) {
    this.stream = new PushbackInputStream(stream, 2);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (!begun) {
      begun = true;
      begin();
    }
    if (reader == null) {
      return stream.read(into, offset, count);
    }
    while (at == bytes.length) {
      if (!more()) {
        return -1;
      }
    }
    int given = Math.min(count, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, given);
    at += given;
    return given;
  }

  private void begin() throws IOException {
    byte[] start = stream.readNBytes(2);
    stream.unread(start);
    Charset charset = start.length < 2 ? null : switch ((start[0] & 0xFF) << 8 | start[1] & 0xFF) {
      case 0xFEFF, 0xFFFE -> StandardCharsets.UTF_16;
      case 'M', 'F', 'B' -> StandardCharsets.UTF_16BE;
      case 'M' << 8, 'F' << 8, 'B' << 8 -> StandardCharsets.UTF_16LE;
      default -> null;
    };
    if (charset != null) {
      reader = new InputStreamReader(stream, charset);
    }
  }

  /** A character outside the basic plane is two, which one read may part. */
  private boolean more() throws IOException {
    int from = 0;
    if (lead >= 0) {
      chars[0] = (char) lead;
      lead = -1;
      from = 1;
    }
    int count = reader.read(chars, from, chars.length - from);
    int end = from + Math.max(0, count);
    if (count > 0 && Character.isHighSurrogate(chars[end - 1])) {
      lead = chars[--end];
    }
    bytes = new String(chars, 0, end).getBytes(StandardCharsets.UTF_8);
    at = 0;
    return count >= 0 || end > 0;
  }
}
