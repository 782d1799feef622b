package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code date-or-time}: FHIR's dateTime (http://hl7.org/fhir/R4/datatypes.html#dateTime), as exact as it came: an onset in 2014 is
 * no time and lacks nothing.
 */
final class DateOrTimeCodec extends Single {

  @Override
  Decoded decode(JsonNode value, CodecContext context) {
    String text = value.asText();
    return Times.isDate(text) ? Decoded.of(text) : Times.decode(text, context.zone());
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return value instanceof String text && Times.isDate(text) ? Encoded.text(text) : Times.encode(value, context.zone());
  }
}
