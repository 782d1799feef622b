package io.mediflow.mapping.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code medication-parts}: a medication along several paths, as {@code coded-parts}, its RxNorm code before its NDC. */
final class MedicationPartsCodec implements Codec {

  private static final CodedPartsCodec CODED = new CodedPartsCodec(Medications::rank);

  @Override
  public Decoded decode(List<JsonNode> values, CodecContext context) {
    return CODED.coded(values, context).map(Medications::decoded).orElse(Decoded.NOTHING);
  }

  @Override
  public Encoded encode(Object value, CodecContext context) {
    return CODED.encode(value, context);
  }
}
