package io.mediflow.mapping.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.terminology.Equivalence;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every codec keeps decode(encode(x)) = x, and none throws on whatever an EHR sends. */
class CodecPropertiesTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /** Record ids are the sources spelt backwards, so that both ways can be gone without a store. */
  private static final References REFERENCES = new References() {
    @Override
    public Optional<String> resourceType(RecordType type) {
      return Optional.of("Patient");
    }

    @Override
    public String recordId(RecordType type, String sourceId) {
      return new StringBuilder(sourceId).reverse().toString();
    }

    @Override
    public Optional<String> source(String recordId) {
      return Optional.of("Patient/" + new StringBuilder(recordId).reverse());
    }
  };

  @Property
  void text(@ForAll("texts") String text) {
    assertThereAndBack(CodecName.TEXT, text, context(null));
  }

  @Property
  void flags(@ForAll boolean flag) {
    assertThereAndBack(CodecName.BOOLEAN, flag, context(null));
  }

  @Property
  void integers(@ForAll int number) {
    assertThereAndBack(CodecName.INTEGER, number, context(null));
  }

  @Property
  void dates(@ForAll("days") LocalDate day, @ForAll("lengths") int length) {
    assertThereAndBack(CodecName.DATE, day.toString().substring(0, length), context(null));
  }

  @Property
  void instants(@ForAll("times") LocalDateTime time, @ForAll("offsets") ZoneOffset offset) {
    assertThereAndBack(CodecName.INSTANT, time.atOffset(offset).format(SECONDS), context(null));
  }

  @Property
  void aLocalTimeIsTheZonesUnlessTheClocksChange(@ForAll("times") LocalDateTime time) {
    String local = time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
    List<ZoneOffset> offsets = ZONE.getRules().getValidOffsets(time);

    Decoded decoded = Codecs.of(CodecName.INSTANT).decode(List.of(TextNode.valueOf(local)), context(null));

    if (offsets.size() == 1) {
      assertEquals(time.atZone(ZONE).toInstant(), OffsetDateTime.parse((String) decoded.value().orElseThrow()).toInstant());
    } else {
      assertEquals(Optional.of(local), decoded.value());
      assertNotNull(decoded.finding().orElse(null));
    }
  }

  @Property
  void codes(@ForAll("equivalents") CodeOf code) {
    assertThereAndBack(CodecName.CODE, code.target(), new CodecContext(ZONE, null, Optional.of(code.map()), REFERENCES));
  }

  @Property
  void codings(@ForAll("codedValues") Map<String, Object> value) {
    assertThereAndBack(CodecName.CODING, value, context(null));
    assertThereAndBack(CodecName.CONCEPT, value, context(null));
  }

  @Property
  void phones(@ForAll("phoneNumbers") String number) {
    assertThereAndBack(CodecName.PHONE, number, context("US"));
  }

  @Property
  void recordReferences(@ForAll("ids") String id) {
    assertThereAndBack(CodecName.RECORD_REFERENCE, id, context("patient"));
  }

  @Property
  void ownReferences(@ForAll("ids") String id) {
    assertThereAndBack(CodecName.OWN_REFERENCE, "Slot/" + id, context("Slot"));
  }

  @Property
  void textLists(@ForAll("textLists") List<String> texts) {
    JsonNode array = assertInstanceOf(Encoded.Value.class, Codecs.of(CodecName.TEXT_LIST).encode(texts, context(null))).json();
    List<JsonNode> values = StreamSupport.stream(array.spliterator(), false).toList();

    assertEquals(Optional.of(texts), Codecs.of(CodecName.TEXT_LIST).decode(values, context(null)).value());
  }

  @Property
  void noTextThrows(@ForAll CodecName name, @ForAll String text) {
    Assume.that(name != CodecName.GROUP);
    CodecContext context = context(name.needsArgument() ? "patient" : null);
    assertNotNull(Codecs.of(name).decode(List.of(TextNode.valueOf(text)), context));
    assertNotNull(Codecs.of(name).encode(text, context));
  }

  private static void assertThereAndBack(CodecName name, Object value, CodecContext context) {
    Encoded.Value encoded = assertInstanceOf(Encoded.Value.class, Codecs.of(name).encode(value, context));

    assertEquals(Optional.of(value), Codecs.of(name).decode(List.of(encoded.json()), context).value());
  }

  private static CodecContext context(String argument) {
    return new CodecContext(ZONE, argument, Optional.empty(), REFERENCES);
  }

  record CodeOf(ConceptMap map, String target) {}

  @Provide
  Arbitrary<CodeOf> equivalents() {
    List<CodeOf> all = Packages.bundled().all().stream().map(EhrPackage::maps).flatMap(maps -> maps.values().stream())
        .flatMap(map -> map.entries().stream()
            .filter(one -> one.equivalence() == Equivalence.EQUIVALENT).map(one -> new CodeOf(map, one.target())))
        .toList();
    return Arbitraries.of(all);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ofMinLength(1).filter(text -> !text.isBlank());
  }

  @Provide
  Arbitrary<List<String>> textLists() {
    return texts().list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9').withChars("-.").ofMinLength(1).ofMaxLength(64);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.of(4, 7, 10);
  }

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.integers().between(-25_000, 40_000).map(LocalDate::ofEpochDay);
  }

  /** Half of them in the nights in which New York's clocks change. */
  @Provide
  Arbitrary<LocalDateTime> times() {
    Arbitrary<LocalDateTime> any = Combinators.combine(days(), Arbitraries.integers().between(0, 86_399))
        .as((day, second) -> day.atStartOfDay().plusSeconds(second));
    Arbitrary<LocalDateTime> nights = Combinators.combine(
            Arbitraries.of(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 11, 1)), Arbitraries.integers().between(0, 14_399))
        .as((day, second) -> day.atStartOfDay().plusSeconds(second));
    return Arbitraries.oneOf(any, nights);
  }

  @Provide
  Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers().between(-12 * 4, 14 * 4).map(quarters -> ZoneOffset.ofTotalSeconds(quarters * 900));
  }

  @Provide
  Arbitrary<Map<String, Object>> codedValues() {
    return Combinators.combine(texts().injectNull(0.3), texts().injectNull(0.3), texts().injectNull(0.3))
        .as((system, code, display) -> {
          Map<String, Object> value = new LinkedHashMap<>();
          if (system != null) {
            value.put("system", system);
          }
          if (code != null) {
            value.put("code", code);
          }
          if (display != null) {
            value.put("display", display);
          }
          return value;
        })
        .filter(value -> value.containsKey("code") || value.containsKey("display"));
  }

  /** Valid example numbers of many regions, and North American ones that no plan may know, with and without extensions. */
  @Provide
  Arbitrary<String> phoneNumbers() {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    Arbitrary<String> known = Arbitraries.of("US", "CA", "MX", "GB", "DE", "PR", "IN")
        .map(region -> numbers.format(numbers.getExampleNumber(region), PhoneNumberFormat.E164));
    Arbitrary<String> any = Arbitraries.longs().between(2_000_000_000L, 9_999_999_999L).map(number -> "+1" + number);
    Arbitrary<String> extension = Arbitraries.integers().between(1, 99_999).map(number -> ";ext=" + number);
    return Arbitraries.oneOf(known, any, Combinators.combine(known, extension).as(String::concat));
  }
}
