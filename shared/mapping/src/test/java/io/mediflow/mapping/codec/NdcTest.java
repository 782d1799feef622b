package io.mediflow.mapping.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class NdcTest {

  /** Lengths of the parts of each form, and where its zero goes. */
  private static final Map<String, Integer> ZERO_AT = Map.of("442", 0, "532", 5, "541", 9);

  @Example
  void eachFormIsFilledWhereItIsShort() {
    assertEquals(Optional.of("01234567890"), Ndc.eleven("1234-5678-90"));
    assertEquals(Optional.of("12345067890"), Ndc.eleven("12345-678-90"));
    assertEquals(Optional.of("12345678909"), Ndc.eleven("12345-6789-9"));
    assertEquals(Optional.of("12345678909"), Ndc.eleven(" 12345-6789-09 "));
    assertEquals(Optional.of("12345678909"), Ndc.eleven("12345678909"));
  }

  @Example
  void whatIsNoKnownFormIsNotGuessed() {
    for (String code : new String[] {"", "1234567890", "123456789012", "1234-567-90", "1234-5678-9", "12345-678-9", "123456-7890-12",
        "12345-6789", "12345-6789-0-1", "1234*5678*90", "12345-67A9-01", "١٢٣٤٥٦٧٨٩٠١"}) {
      assertEquals(Optional.empty(), Ndc.eleven(code), code);
    }
  }

  @Property
  void aHyphenatedCodeKeepsItsDigitsAndGetsOneZero(@ForAll @NumericChars @StringLength(10) String digits, @ForAll @IntRange(max = 2) int which) {
    String form = ZERO_AT.keySet().stream().sorted().toList().get(which);
    int first = form.charAt(0) - '0';
    int second = first + form.charAt(1) - '0';
    String code = digits.substring(0, first) + "-" + digits.substring(first, second) + "-" + digits.substring(second);
    String eleven = Ndc.eleven(code).orElseThrow();
    int zero = ZERO_AT.get(form);
    assertEquals('0', eleven.charAt(zero));
    assertEquals(digits, eleven.substring(0, zero) + eleven.substring(zero + 1));
    assertEquals(Optional.of(eleven), Ndc.eleven(eleven), "11 digits stay");
    assertEquals(Optional.empty(), Ndc.eleven(digits), "without hyphens nobody knows");
  }

  @Property
  void anythingElseIsAnAnswerToo(@ForAll String text) {
    Ndc.eleven(text).ifPresent(code -> assertEquals(11, code.length()));
  }
}
