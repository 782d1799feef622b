package io.mediflow.mapping.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short way to read a North American number makes of it what the library makes, or leaves it to the library. */
class AmericanPhoneTest {

  @Property
  void isReadAsTheLibraryReadsIt(@ForAll("punctuated") String text, @ForAll("regions") String region) throws NumberParseException {
    PhoneNumber plain = PhoneCodec.american(text, region);
    if (plain != null) {
      assertEquals(PhoneCodec.NUMBERS.parse(text, region), plain, text);
    }
  }

  @Example
  void goesTheShortWay() {
    assertNotNull(PhoneCodec.american("(617) 555-0122", "US"));
    assertNotNull(PhoneCodec.american("+1 617 555 0122", "GB"));
    assertNotNull(PhoneCodec.american("617.555.0122", "US"));
  }

  @Example
  void isLeftToTheLibrary() {
    assertNull(PhoneCodec.american("617-555-0122 x12", "US"));
    assertNull(PhoneCodec.american("617-555-0122", "GB"));
    assertNull(PhoneCodec.american("011 44 20 7946 0", "US"));
    assertNull(PhoneCodec.american("617-555-012", "US"));
    assertNull(PhoneCodec.american("617-555-01222", "US"));
    assertNull(PhoneCodec.american("+4420794601", "US"));
  }

  /** Ten digits or nearly so, with whatever between them. */
  @Provide
  Arbitrary<String> punctuated() {
    Arbitrary<String> digit = Arbitraries.strings().withChars("0123456789").ofLength(1);
    Arbitrary<String> between = Arbitraries.of("", "", "", " ", "-", ".", "(", ")", ") ", "x", "/", "+", ";ext=", "#");
    Arbitrary<String> piece = Combinators.combine(digit, between).as(String::concat);
    return Combinators.combine(Arbitraries.of("", "+1", "+", "1", "(", "tel:", " "), Arbitraries.of("2", "3", "617", "9"),
        piece.list().ofMinSize(7).ofMaxSize(10)).as((start, area, rest) -> start + area + String.join("", rest));
  }

  @Provide
  Arbitrary<String> regions() {
    return Arbitraries.of("US", "GB", "CA");
  }
}
