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
      case DECIMAL -> new DecimalCodec();
      case DATE_OR_TIME -> new DateOrTimeCodec();
      case DATE_AND_TIME -> new DateAndTimeCodec();
      case END_FROM_DURATION -> new EndFromDurationCodec();
      case HUMAN_NAME -> new HumanNameCodec();
      case NAME_TEXT -> new NameTextCodec();
      case NAME_PARTS -> new NamePartsCodec();
      case PHONE_PARTS -> new PhonePartsCodec();
      case IDENTIFIER -> new IdentifierCodec();
      case IDENTIFIER_LIST -> new ListCodec(new IdentifierCodec());
      case IDENTIFIER_PARTS -> new IdentifierPartsCodec();
      case RECORD_ID -> new RecordIdCodec();
      case OWN_ID -> new OwnIdCodec();
      case CODE_LIST -> new ListCodec(new CodeCodec());
      case CODING_LIST -> new ListCodec(new CodingCodec());
      case CONCEPT_LIST -> new ListCodec(new ConceptCodec());
      case CODED_PARTS -> new CodedPartsCodec();
      case MONEY -> new MoneyCodec();
      case MONEY_AMOUNT -> new MoneyAmountCodec();
      case MONEY_PARTS -> new MoneyPartsCodec();
      case QUANTITY -> new QuantityCodec();
      case QUANTITY_PARTS -> new QuantityPartsCodec();
      case ATTACHMENT -> new AttachmentCodec();
      case ATTACHMENT_PARTS -> new AttachmentPartsCodec();
      case MEDICATION -> new MedicationCodec();
      case NDC -> new NdcCodec();
      case MEDICATION_PARTS -> new MedicationPartsCodec();
      case NOTE_TEXT -> new NoteTextCodec();
      case ADDRESS_LINE -> new AddressLineCodec();
      case TRANSLATED -> new TranslatedCodec();
      case GROUP -> throw new IllegalArgumentException("a group has rows and no codec");
    };
  }
}
