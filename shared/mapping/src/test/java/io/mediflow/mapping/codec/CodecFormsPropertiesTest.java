package io.mediflow.mapping.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.CodecName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** In each form that an EHR may have, what is written reads back the same, or is refused; and nothing throws. */
class CodecFormsPropertiesTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final String UCUM = "http://unitsofmeasure.org";

  private static final References REFERENCES = new References() {
    @Override
    public Optional<String> resourceType(RecordType type) {
      return Optional.of("Patient");
    }

    @Override
    public String recordId(RecordType type, String sourceId) {
      return "r" + sourceId;
    }

    @Override
    public Optional<String> source(String recordId) {
      return Optional.of("Patient/" + recordId.substring(1));
    }
  };

  @Property
  void dates(@ForAll("days") LocalDate day, @ForAll("lengths") int length) {
    String date = day.toString().substring(0, length);
    for (String form : CodecName.DATE.arguments()) {
      if (length == 10 || !form.startsWith("epoch")) {
        assertThereAndBack(CodecName.DATE, form, date);
      }
    }
  }

  @Property
  void timesStayTheSameInstant(@ForAll("days") LocalDate day, @ForAll("seconds") int second, @ForAll("offsets") ZoneOffset offset) {
    OffsetDateTime time = day.atStartOfDay().plusSeconds(second).atOffset(offset);
    for (CodecName codec : List.of(CodecName.INSTANT, CodecName.DATE_AND_TIME)) {
      for (String form : codec.arguments()) {
        Encoded encoded = Codecs.of(codec).encode(time.format(Times.SECONDS), context(form));
        if (encoded instanceof Encoded.Refused) {
          // Only a local form may refuse, and only a time that the zone's clock shows twice.
          assertEquals(2, ZONE.getRules().getValidOffsets(time.atZoneSameInstant(ZONE).toLocalDateTime()).size());
        } else {
          String again = (String) Codecs.of(codec).decode(values(encoded), context(form)).value().orElseThrow();
          assertEquals(time.toInstant(), OffsetDateTime.parse(again).toInstant());
        }
      }
    }
  }

  @Property
  void names(@ForAll("names") Map<String, Object> name) {
    assertThereAndBack(CodecName.HUMAN_NAME, null, name);
    assertThereAndBack(CodecName.NAME_PARTS, null, name);
    for (String argument : new String[] {null, "given-first"}) {
      Encoded encoded = Codecs.of(CodecName.NAME_TEXT).encode(name, context(argument));
      if (!(encoded instanceof Encoded.Refused)) {
        Map<String, Object> again = new LinkedHashMap<>(parts(CodecName.NAME_TEXT, argument, encoded));
        again.remove("full");
        assertEquals(name, again);
      }
    }
  }

  @Property
  void plainNamesGoIntoOneText(@ForAll("words") String family, @ForAll("words") String given) {
    assertInstanceOf(Encoded.Value.class,
        Codecs.of(CodecName.NAME_TEXT).encode(Map.of("family", family, "given", given), context(null)));
  }

  @Property
  void phones(@ForAll("numbers") String number) {
    assertThereAndBack(CodecName.PHONE_PARTS, null, number);
  }

  @Property
  void decimals(@ForAll @BigRange(min = "-9999999", max = "9999999") @Scale(4) BigDecimal number) {
    String text = number.toPlainString();
    assertThereAndBack(CodecName.DECIMAL, "text", text);
    assertThereAndBack(CodecName.DECIMAL, null, text);
    assertThereAndBack(CodecName.MONEY, null, Map.of("amount", text, "currency", "EUR"));
    assertThereAndBack(CodecName.MONEY_AMOUNT, "EUR", Map.of("amount", text, "currency", "EUR"));
    assertThereAndBack(CodecName.MONEY_PARTS, null, Map.of("amount", text, "currency", "EUR"));
    assertThereAndBack(CodecName.QUANTITY, null, Map.of("value", text, "unit", "°F", "code", "[degF]", "comparator", "<="));
    assertThereAndBack(CodecName.QUANTITY_PARTS, "value code unit system",
        Map.of("value", text, "unit", "°F", "code", "[degF]", "comparator", "<="));
    assertThereAndBack(CodecName.QUANTITY_PARTS, null, Map.of("value", text, "unit", "mg", "code", "mg"));
  }

  @Property
  void flags(@ForAll boolean flag) {
    for (String words : new String[] {"Y|N", "yes|no", "1|0", "0|1", "T|F", "ACTIVE|INACTIVE"}) {
      assertThereAndBack(CodecName.BOOLEAN, words, flag);
    }
  }

  @Property
  void identifiers(@ForAll("words") String value, @ForAll("systems") String system, @ForAll("words") String assigner) {
    Map<String, Object> identifier = Map.of("value", value, "system", system, "type", "MR", "assigner", assigner);
    assertThereAndBack(CodecName.IDENTIFIER, null, identifier);
    assertThereAndBack(CodecName.IDENTIFIER_LIST, null, List.of(identifier, Map.of("value", value)));
    assertThereAndBack(CodecName.IDENTIFIER_PARTS, null, identifier);
    assertThereAndBack(CodecName.IDENTIFIER, system, Map.of("value", value, "system", system));
    assertThereAndBack(CodecName.RECORD_ID, "patient", "r" + value);
    assertThereAndBack(CodecName.OWN_ID, null, value);
  }

  @Property
  void codes(@ForAll("words") String code, @ForAll("systems") String system, @ForAll("words") String display) {
    Map<String, Object> coded = Map.of("code", code, "system", system, "display", display);
    assertThereAndBack(CodecName.CODED_PARTS, null, coded);
    assertThereAndBack(CodecName.CODED_PARTS, "system code display", coded);
    assertThereAndBack(CodecName.CODING_LIST, null, List.of(coded, Map.of("display", display)));
    assertThereAndBack(CodecName.CONCEPT_LIST, null, List.of(coded, Map.of("display", display)));
    assertThereAndBack(CodecName.CODE_LIST, null, List.of(code, display));
  }

  @Property
  void addresses(@ForAll("streets") String street, @ForAll("words") String town, @ForAll @IntRange(min = 501, max = 99950) int zip) {
    Map<String, Object> address = Map.of("lines", List.of(street, "Apt 4"), "city", "St. " + town.replaceAll("[0-9]", "x"),
        "state", "NY", "postalCode", "%05d".formatted(zip));
    assertThereAndBack(CodecName.ADDRESS_LINE, null, address);
  }

  @Property
  void documents(@ForAll byte[] content, @ForAll("words") String title) {
    Assume.that(content.length > 0);
    Map<String, Object> document = Map.of(
        "contentType", "application/pdf", "data", Base64.getEncoder().encodeToString(content), "title", title);
    assertThereAndBack(CodecName.ATTACHMENT, null, document);
    assertThereAndBack(CodecName.ATTACHMENT_PARTS, null, document);
    assertThereAndBack(CodecName.ATTACHMENT_PARTS, "title contentType subtype data", document);
  }

  @Property
  void medications(@ForAll("words") String code, @ForAll("words") String display) {
    Map<String, Object> rxnorm = Map.of("system", CodeSystems.RXNORM, "code", code, "display", display);
    Map<String, Object> ndc = Map.of("system", CodeSystems.NDC, "code", "00093714601", "display", display);
    for (Map<String, Object> medication : List.of(rxnorm, ndc, Map.<String, Object>of("display", display))) {
      assertThereAndBack(CodecName.MEDICATION, null, medication);
      assertThereAndBack(CodecName.MEDICATION_PARTS, null, medication);
    }
    assertThereAndBack(CodecName.MEDICATION, "ndc", Map.of("system", CodeSystems.NDC, "code", "00093714601"));
  }

  @Property
  void noTextThrowsInAnyForm(@ForAll("formed") CodecName codec, @ForAll List<String> texts, @ForAll String text) {
    List<JsonNode> values = Stream.concat(Stream.of(text), texts.stream()).<JsonNode>map(TextNode::valueOf).toList();
    for (String argument : codec.arguments()) {
      assertNotNull(Codecs.of(codec).decode(values, context(argument)));
      assertNotNull(Codecs.of(codec).encode(text, context(argument)));
    }
    if (!codec.needsArgument()) {
      assertNotNull(Codecs.of(codec).decode(values, context(null)));
    }
  }

  private static void assertThereAndBack(CodecName codec, String argument, Object value) {
    Encoded encoded = Codecs.of(codec).encode(value, context(argument));
    if (encoded instanceof Encoded.Refused(Finding finding)) {
      throw new AssertionError(codec + " refused: " + finding.sentence());
    }
    assertEquals(Optional.of(value), Codecs.of(codec).decode(values(encoded), context(argument)).value());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parts(CodecName codec, String argument, Encoded encoded) {
    return (Map<String, Object>) Codecs.of(codec).decode(values(encoded), context(argument)).value().orElseThrow();
  }

  private static List<JsonNode> values(Encoded encoded) {
    return switch (encoded) {
      case Encoded.Value(JsonNode json) when json.isArray() -> StreamSupport.stream(json.spliterator(), false).toList();
      case Encoded.Value(JsonNode json) -> List.of(json);
      case Encoded.Several(List<JsonNode> several) -> several;
      case Encoded.Refused refused -> throw new AssertionError(refused.finding().sentence());
    };
  }

  private static CodecContext context(String argument) {
    return new CodecContext(ZONE, argument, Optional.empty(), REFERENCES);
  }

  @Provide
  Arbitrary<CodecName> formed() {
    return Arbitraries.of(CodecName.class).filter(name -> name != CodecName.GROUP);
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.oneOf(Arbitraries.integers().between(-25_000, 40_000).map(LocalDate::ofEpochDay),
        Arbitraries.of(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 11, 1)));
  }

  @Provide
  Arbitrary<Integer> seconds() {
    return Arbitraries.integers().between(0, 86_399);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.of(4, 7, 10);
  }

  @Provide
  Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers().between(-12 * 4, 14 * 4).map(quarters -> ZoneOffset.ofTotalSeconds(quarters * 900));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('A', 'Z').withCharRange('0', '9').withChars("éñ'.-")
        .ofMinLength(1).ofMaxLength(12)
        .filter(word -> !word.matches("(?i)[.]*(dr|mr|mrs|ms|jr|sr|ii|iii|iv|md|do|od|np|rn|mx)[.]*") && !word.matches("[.]+"));
  }

  @Provide
  Arbitrary<String> streets() {
    return Combinators.combine(Arbitraries.integers().between(1, 99_999), words(), Arbitraries.of("St", "Ave", "Rd"))
        .as((number, name, kind) -> number + " " + name + " " + kind);
  }

  @Provide
  Arbitrary<String> numbers() {
    return Combinators.combine(Arbitraries.longs().between(2_000_000_000L, 9_999_999_999L), Arbitraries.integers().between(0, 99_999))
        .as((number, extension) -> "+1" + number + (extension == 0 ? "" : ";ext=" + extension));
  }

  @Provide
  Arbitrary<String> systems() {
    return Arbitraries.of("http://loinc.org", "http://snomed.info/sct", "http://hl7.org/fhir/sid/us-ssn", "urn:oid:1.2.3.4",
        "http://ehr.example/codes", UCUM);
  }

  /** With one-letter and doubled names, suffixes and prefixes among them. */
  @Provide
  Arbitrary<Map<String, Object>> names() {
    Arbitrary<String> doubled = words().tuple2().map(two -> two.get1() + " " + two.get2());
    Arbitrary<String> any = Arbitraries.oneOf(words(), doubled, Arbitraries.of("M", "J."));
    return Combinators.combine(any, any, any.injectNull(0.4), Arbitraries.of("Jr", "III", "MD").injectNull(0.6),
            Arbitraries.of("Dr.", "Ms").injectNull(0.6))
        .as((family, given, middle, suffix, prefix) -> {
          Map<String, Object> name = new LinkedHashMap<>();
          name.put("family", family);
          name.put("given", given);
          put(name, "middle", middle);
          put(name, "suffix", suffix);
          put(name, "prefix", prefix);
          return name;
        });
  }

  private static void put(Map<String, Object> name, String part, String text) {
    if (text != null) {
      name.put(part, text);
    }
  }
}
