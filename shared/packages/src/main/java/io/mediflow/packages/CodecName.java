package io.mediflow.packages;

import io.mediflow.model.record.value.Attachment;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Identifier;
import io.mediflow.model.record.value.Money;
import io.mediflow.model.record.value.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codecs that a row may name, with the type of the record field that each makes. */
public enum CodecName {
  TEXT("text", FieldType.one(String.class), "a text", "not a plain value: no value, marked"),
  BOOLEAN("boolean", FieldType.one(Boolean.class),
      "true or false, yes or no, Y or N, T or F, 1 or 0;"
          + " the row's argument (Y|N) is the EHR's words for yes and no, and what is written",
      "anything else: no value, marked"),
  INTEGER("integer", FieldType.one(Integer.class), "a whole number of 32 bits", "anything else: no value, marked"),
  DATE("date", FieldType.one(String.class),
      "a date in the form of the row's argument: iso (usual), us, hl7, epoch-seconds, epoch-millis;"
          + " a partial one (1980, 1980-05) stays partial; of a date-time the date",
      "partial: kept, marked; no date of the calendar, or a year of two digits: no value, marked"),
  INSTANT("instant", FieldType.one(String.class),
      "a date with a time in the form of the row's argument: iso (usual), us, us-12h, hl7, epoch-seconds, epoch-millis;"
          + " a given offset is never rewritten, a missing one is the practice's or department's",
      "a local time that the clocks skip or show twice: kept without offset, marked; a date alone (us, hl7): kept, marked;"
          + " anything else: no value, marked"),
  DATE_OR_TIME("date-or-time", FieldType.one(String.class),
      "FHIR's dateTime: a date, whole or partial (1980, 1980-05), which stays one, or a date with a time as instant takes it",
      "a time that the clocks skip or show twice: as instant; neither of the two: no value, marked"),
  DATE_AND_TIME("date-and-time", FieldType.one(String.class),
      "two paths, the date's and the time's, in the form of the row's argument: iso (usual), us, us-12h, hl7",
      "as instant"),
  END_FROM_DURATION("end-from-duration", FieldType.one(String.class),
      "a start (one path, or one of date and one of time) in a form of instant, which is the row's argument, and then"
          + " minutes; only read",
      "a start or a length that is not clear: no value, marked"),
  DECIMAL("decimal", FieldType.one(String.class),
      "a decimal number, with the digits that were given; the row's argument text writes it as a text",
      "anything else: no value, marked"),
  HUMAN_NAME("human-name", Places.texts("prefix given middle family suffix full"),
      "a HumanName; the given names after the first are the middle name", "empty: no value"),
  NAME_TEXT("name-text", Places.texts("prefix given middle family suffix full"),
      "a name in one text: Family, Given Middle Suffix; Given M. Family Suffix; with the argument given-first also Given Family",
      "open which word is which: only full, marked; on a write refused"),
  NAME_PARTS("name-parts", Places.texts("prefix given middle family suffix full"),
      "a name along several paths in the order of the row's argument (family given middle suffix prefix; also full)",
      "empty: no value"),
  CODE("code", FieldType.one(String.class), "a code, through the row's map where it has one",
      "a code that the map lacks: kept as it came, marked; on a write refused"),
  CODING("coding", FieldType.one(Coded.class), "a Coding", "empty: no value"),
  CONCEPT("concept", FieldType.one(Coded.class),
      "a CodeableConcept: the coding that the user chose, else the first, else its text",
      "empty: no value"),
  CODE_LIST("code-list", FieldType.several(String.class), "codes, each through the row's map where it has one", "as code"),
  CODING_LIST("coding-list", FieldType.several(Coded.class), "Codings", "as coding"),
  CONCEPT_LIST("concept-list", FieldType.several(Coded.class), "CodeableConcepts", "as concept"),
  CODED_PARTS("coded-parts", FieldType.one(Coded.class),
      "a coded value along several paths in the order of the row's argument"
          + " (code display system alternateCode alternateDisplay alternateSystem;"
          + " also text): the one of a known system, else the first;"
          + " systems as URI, OID or by their names in HL7 v2",
      "a system that is not known: kept, an OID as urn:oid:"),
  PHONE("phone", FieldType.one(String.class),
      "a phone number in any usual form, with or without extension;"
          + " the row's argument is the region of numbers without a country code (US)",
      "not valid: kept as it came, marked; on a write refused where it cannot be dialled"),
  PHONE_PARTS("phone-parts", FieldType.one(String.class),
      "a phone number along several paths in the order of the row's argument (country area local extension; also text)",
      "as phone"),
  IDENTIFIER("identifier", FieldType.one(Identifier.class), "an Identifier; with an argument, a text or number of that system",
      "without a value: no value"),
  IDENTIFIER_LIST("identifier-list", FieldType.several(Identifier.class), "Identifiers", "as identifier"),
  IDENTIFIER_PARTS("identifier-parts", FieldType.one(Identifier.class),
      "an identifier along several paths in the order of the row's argument (value namespace universal universalType type;"
          + " also system)",
      "a system that is not known: kept, an OID as urn:oid:"),
  MONEY("money", FieldType.one(Money.class), "FHIR's Money; without currency USD", "no decimal number: no value, marked"),
  MONEY_AMOUNT("money-amount", FieldType.one(Money.class),
      "a number, or a text like $1,234.50, in the currency of the row's argument (USD)", "anything else: no value, marked"),
  MONEY_PARTS("money-parts", FieldType.one(Money.class),
      "two paths in the order of the row's argument (amount currency); without currency USD",
      "no decimal number: no value, marked"),
  QUANTITY("quantity", FieldType.one(Quantity.class), "a Quantity, its code where that is UCUM's",
      "no decimal number: no value, marked"),
  QUANTITY_PARTS("quantity-parts", FieldType.one(Quantity.class),
      "a measured amount along several paths in the order of the row's argument (value unit system; also code, comparator)",
      "no decimal number: no value, marked"),
  ATTACHMENT("attachment", FieldType.one(Attachment.class), "an Attachment, its content in base64 as it came",
      "content that is not base64: left out, marked"),
  ATTACHMENT_PARTS("attachment-parts", FieldType.one(Attachment.class),
      "a document along several paths in the order of the row's argument (contentType data title; also subtype, text, url):"
          + " its content as data in base64 or as plain text",
      "content that is not base64: no value, marked"),
  NOTE_TEXT("note-text", FieldType.one(String.class),
      "a note's original, text, HTML, RTF or a C-CDA document, as plain text: an Attachment, two paths to type and content,"
          + " or a content whose type is the row's argument (text/html; text/html;base64); only read",
      "tables as lines, images left out: marked; PDF and images: no value; another type: no value, marked"),
  ADDRESS_LINE("address-line", Places.address(),
      "a US address in one line: 12 Main St Apt 4, Springfield, IL 62701-1234; PO boxes, APO, FPO and DPO",
      "open which word is the town: the line whole, marked; on a write refused"),
  MEDICATION("medication", FieldType.one(Coded.class),
      "a CodeableConcept or a text: its RxNorm code, else its NDC, else as concept; with the argument ndc a bare NDC",
      "a text stays a text, and no code is looked for; an NDC whose 11 digits are not clear: kept as it came, marked"),
  NDC("ndc", FieldType.one(String.class), "an NDC with its hyphens, or its 11 digits; as 11 digits",
      "10 digits without hyphens, or no NDC: no value, marked"),
  MEDICATION_PARTS("medication-parts", FieldType.one(Coded.class),
      "as coded-parts, of which RxNorm is taken first and NDC second", "as medication"),
  RECORD_REFERENCE("record-reference", FieldType.one(String.class),
      "a Reference to a resource that becomes a record; the row's argument is its type",
      "another type, or no type and id: no value, marked"),
  OWN_REFERENCE("own-reference", FieldType.one(String.class),
      "a Reference, kept as the EHR wrote it; the row's argument is the type that is written",
      "empty: no value; on a write of another type refused"),
  RECORD_ID("record-id", FieldType.one(String.class),
      "the EHR's plain id, text or number, of something that becomes a record; the row's argument is its type",
      "no plain id: no value, marked"),
  OWN_ID("own-id", FieldType.one(String.class), "a plain id, text or number, kept as the EHR wrote it",
      "no plain id: no value, marked"),
  TEXT_LIST("text-list", FieldType.several(String.class), "texts, in order", "blank ones are passed over"),
  TEXT_JOINED("text-joined", FieldType.one(String.class), "texts, joined by a space or by the row's argument; only read",
      "blank ones are passed over"),
  PRESENT("present", FieldType.one(Boolean.class), "anything, as true; only read", "nothing there: no value"),
  TRANSLATED("translated", FieldType.one(String.class),
      "a Coding, as its equivalent in the code system that the row's argument names, by the loaded terminology; only read",
      "several equivalents or none: no value, marked; a code that no loaded map has: no value"),
  GROUP("group", FieldType.several(Record.class), "a list of objects, each made by the rows inside the group",
      "an object of which no row gives a value is passed over");

  private final String label;
  private final FieldType fieldType;
  private final Map<String, FieldType> parts;
  private final String accepts;
  private final String failure;

  CodecName(String label, FieldType fieldType, String accepts, String failure) {
    this(label, fieldType, Map.of(), accepts, failure);
  }

  /** One that makes several fields at once; the row says which field takes which part. */
  CodecName(String label, Map<String, FieldType> parts, String accepts, String failure) {
    this(label, FieldType.one(Map.class), parts, accepts, failure);
  }

  CodecName(String label, FieldType fieldType, Map<String, FieldType> parts, String accepts, String failure) {
    this.label = label;
    this.fieldType = fieldType;
    this.parts = parts;
    this.accepts = accepts;
    this.failure = failure;
  }

  /** As the tables write it. */
  public String label() {
    return label;
  }

  public FieldType fieldType() {
    return fieldType;
  }

  /** The parts that it makes, each for a field of its own; empty where it makes one value. */
  public Map<String, FieldType> parts() {
    return parts;
  }

  /** The forms that it takes, for the mapping document. */
  public String accepts() {
    return accepts;
  }

  /** What becomes of anything else, for the mapping document. */
  public String failure() {
    return failure;
  }

  /** Whether a row may give it a code map. */
  public boolean takesMap() {
    return this == CODE || this == CODE_LIST;
  }

  /** Whether a row must give it an argument. */
  public boolean needsArgument() {
    return this == RECORD_REFERENCE || this == RECORD_ID || this == TRANSLATED;
  }

  /** The arguments that it knows; empty where it takes none or any. */
  public List<String> arguments() {
    return switch (this) {
      case DATE -> List.of("iso", "us", "hl7", "epoch-seconds", "epoch-millis");
      case INSTANT, END_FROM_DURATION -> List.of("iso", "us", "us-12h", "hl7", "epoch-seconds", "epoch-millis");
      case DATE_AND_TIME -> List.of("iso", "us", "us-12h", "hl7");
      case NAME_TEXT -> List.of("given-first");
      case DECIMAL -> List.of("text");
      case MEDICATION -> List.of("ndc");
      default -> List.of();
    };
  }

  /** What the row's paths lead to, in the order of its argument; none where it has one path, or the codec knows what they are. */
  public Places places() {
    return switch (this) {
      case NAME_PARTS -> Places.of("family given middle suffix prefix", "full");
      case ATTACHMENT_PARTS -> Places.of("contentType data title", "subtype text url");
      case CODED_PARTS, MEDICATION_PARTS -> Places.of("code display system alternateCode alternateDisplay alternateSystem",
      "text");
      case PHONE_PARTS -> Places.of("country area local extension", "text");
      case IDENTIFIER_PARTS -> Places.of("value namespace universal universalType type", "system");
      case MONEY_PARTS -> Places.of("amount currency", "");
      case QUANTITY_PARTS -> Places.of("value unit system", "code comparator");
      default -> Places.NONE;
    };
  }

  public static Optional<CodecName> of(String label) {
    for (CodecName one : values()) {
      if (one.label.equals(label)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
