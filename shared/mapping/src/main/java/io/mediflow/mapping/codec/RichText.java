package io.mediflow.mapping.codec;

import com.rtfparserkit.converter.text.StringTextConverter;
import com.rtfparserkit.parser.RtfStreamSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of RTF. */
final class RichText {

  private static final String START = "{\\rtf";

  private RichText() {}

  /** Empty when it is no RTF. */
  static Optional<Rendition> rendition(byte[] original) {
    String source = new String(original, StandardCharsets.ISO_8859_1);
    if (!source.stripLeading().startsWith(START)) {
      return Optional.empty();
    }
    try {
      StringTextConverter converter = new StringTextConverter();
      converter.convert(new RtfStreamSource(new ByteArrayInputStream(original)));
      return Optional.of(Rendition.of(converter.getText(), source.contains("\\pict"), source.contains("\\trowd")));
    } catch (IOException | RuntimeException broken) {
      return Optional.empty(); // its message may quote the note
    }
  }
}
