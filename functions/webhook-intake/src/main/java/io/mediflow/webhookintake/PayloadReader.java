package io.mediflow.webhookintake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Looks at a body as a stream; no tree is built of what may be hostile. */
final class PayloadReader {

  private final JsonFactory factory;
  private final int mostEvents;

  PayloadReader(int mostDepth, int mostEvents) {
    // Of a name that stands twice one reader takes the first value and another one the last.
    this.factory = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(mostDepth).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
    this.mostEvents = mostEvents;
  }

  Payload read(byte[] body) {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException other) {
      return new Payload.Malformed();
    }
    if (text.chars().allMatch(Character::isWhitespace)) {
      return new Payload.Empty();
    }
    try (JsonParser parser = factory.createParser(text.array(), 0, text.length())) {
      return parser.nextToken() == JsonToken.START_OBJECT
          ? new BodyReader(parser, text.array(), mostEvents).read()
          : new Payload.Malformed();
    } catch (StreamConstraintsException beyond) {
      return new Payload.TooDeep();
    } catch (JsonProcessingException broken) {
      return new Payload.Malformed();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
