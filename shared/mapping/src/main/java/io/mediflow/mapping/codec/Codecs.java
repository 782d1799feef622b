package io.mediflow.mapping.codec;

import io.mediflow.packages.CodecName;
import java.util.EnumMap;
import java.util.Map;

/** The codecs by their names. */
public final class Codecs {

  private static final Map<CodecName, Codec> ALL = new EnumMap<>(CodecName.class);

  static {
    for (CodecName name : CodecName.values()) {
      if (name != CodecName.GROUP) {
        ALL.put(name, make(name));
      }
    }
  }

  private Codecs() {}

  /** Null for a group, which is made of rows. */
  public static Codec of(CodecName name) {
    return ALL.get(name);
  }

  private static Codec make(CodecName name) {
    return switch (name) {
      case TEXT -> new TextCodec();
      case BOOLEAN -> new BooleanCodec();
      case INTEGER -> new IntegerCodec();
      case DATE -> new DateCodec();
      case INSTANT -> new InstantCodec();
      case CODE -> new CodeCodec();
      case CODING -> new CodingCodec();
      case CONCEPT -> new ConceptCodec();
      case PHONE -> new PhoneCodec();
      case RECORD_REFERENCE -> new RecordReferenceCodec();
      case OWN_REFERENCE -> new OwnReferenceCodec();
      case TEXT_LIST -> new TextListCodec();
      case TEXT_JOINED -> new TextJoinedCodec();
      case PRESENT -> new PresentCodec();
      case TRANSLATED -> new TranslatedCodec();
      case GROUP -> throw new IllegalArgumentException("a group has rows and no codec");
    };
  }
}
