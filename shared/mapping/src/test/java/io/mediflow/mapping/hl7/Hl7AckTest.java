package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.mapping.hl7.Hl7Ack.Answer;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hl7AckTest {

  private static final Instant NOW = Instant.parse("2026-03-10T14:05:06Z");
  private static final Problem NO_FAMILY_NAME =
      new Problem(Category.REQUIRED, "PID-5(0)-1", "The patient has no family name; fill it in the practice system.");
  private static final Problem UNKNOWN_CODE = new Problem(Category.CODE_INVALID, "IN1(1)-17", "It is not known; add it to the map.");

  @Test
  void aMessageOfTheOriginalModeIsAccepted() {
    Parsed message = message("ELM|STREET|MF|WEST", "2.5.1", "", "");

    assertEquals("""
        MSH|^~\\&|MF|WEST|ELM|STREET|20260310140506+0000||ACK^A04^ACK|OWN-1|P|2.5.1
        MSA|AA|C1
        """.replace('\n', '\r'), Hl7Ack.accept(message, NOW, "OWN-1", List.of()));
  }

  @Test
  void reasonsStandInErr() {
    Parsed message = message("ELM|STREET|MF|WEST", "2.5.1", "", "");

    assertEquals("""
        MSH|^~\\&|MF|WEST|ELM|STREET|20260310140506+0000||ACK^A04^ACK|OWN-1|P|2.5.1
        MSA|AE|C1|The patient has no family name; fill it in the practice system.
        ERR||PID^1^5^1^1|101^Required field missing^HL70357|E|||required at PID-5(0)-1|The patient has no family name; fill it in the practice system.
        ERR||IN1^2^17|103^Table value not found^HL70357|E|||code-invalid at IN1(1)-17|It is not known; add it to the map.
        """.replace('\n', '\r'), Hl7Ack.error(message, NOW, "OWN-1", List.of(NO_FAMILY_NAME, UNKNOWN_CODE)));
  }

  @Test
  void beforeTwoPointFiveErrHasAListOfPlaces() {
    Parsed message = message("ELM|STREET|MF|WEST", "2.3", "", "");

    assertEquals("""
        MSH|^~\\&|MF|WEST|ELM|STREET|20260310140506+0000||ACK^A04|OWN-1|P|2.3
        MSA|AR|C1|The patient has no family name; fill it in the practice system.
        ERR|PID^1^5^101&Required field missing&HL70357~IN1^2^17^103&Table value not found&HL70357
        """.replace('\n', '\r'), Hl7Ack.reject(message, NOW, "OWN-1", List.of(NO_FAMILY_NAME, UNKNOWN_CODE)));
  }

  @ParameterizedTest
  @CsvSource({
      "'',   '',  AA,AE,AR,true, true",
      "AL,   NE,  CA,CE,CR,true, true",
      "AL,   AL,  CA,CE,CR,true, true",
      "NE,   NE,  CA,CE,CR,false,false",
      "NE,   AL,  AA,AE,AR,true, true",
      "'',   AL,  AA,AE,AR,true, true",
      "ER,   NE,  CA,CE,CR,false,true",
      "ER,   AL,  AA,CE,CR,true, true",
      "SU,   NE,  CA,CE,CR,true, false",
  })
  void theModeIsTheOneAskedFor(String commit, String application, String accept, String error, String reject, boolean accepted, boolean refused) {
    Parsed message = message("ELM||MF|", "2.5.1", commit, application);

    assertEquals(accept, code(Hl7Ack.accept(message, NOW, "1", List.of())));
    assertEquals(error, code(Hl7Ack.error(message, NOW, "1", List.of())));
    assertEquals(reject, code(Hl7Ack.reject(message, NOW, "1", List.of())));
    assertEquals(accepted, Hl7Ack.wantsAccept(message));
    assertEquals(refused, Hl7Ack.wantsRefusal(message));
  }

  @Test
  void aBrokenMessageIsAnsweredAsFarAsItsHeaderIsKnown() {
    assertEquals("MSH|^~\\&|||||20260310140506+0000||ACK^^ACK|1|P|2.5.1\rMSA|AR\r",
        Hl7Ack.reject(Hl7Message.parse("PID|1"), NOW, "1", List.of()));
    assertEquals("MSH|^~\\&|MF|WEST|ELM|STREET|20260310140506+0000||ACK^^ACK|1|P|2.4\rMSA|AR|C1\r",
        Hl7Ack.reject(Hl7Message.parse("MSH|^~\\&|ELM|STREET|MF|WEST|20260101|||C1||2.4\rPID|1"), NOW, "1", List.of()));
  }

  @Test
  void separatorsAndLettersAreTheSenders() {
    Parsed message = Hl7Message.parse("MSH#*~?%#Ålesund*1.2*ISO#S#MF#W#20260101##ADT*A04#C#1\rPID#1");

    String text = Hl7Ack.error(message, NOW, "7", List.of(NO_FAMILY_NAME));

    assertTrue(text.startsWith("MSH#*~?%#MF#W#Ålesund*1.2*ISO#S#20260310140506+0000##ACK*A04*ACK#7#1#2.5.1######UNICODE UTF-8\r"), text);
  }

  @Test
  void answersAreRead() {
    assertEquals(new Answer.Accepted("C1", "AA"), Hl7Ack.read(answer("MSA|AA|C1")));
    assertEquals(new Answer.Accepted("C1", "CA"), Hl7Ack.read(answer("MSA|CA|C1")));
    assertEquals(new Answer.Refused("C1", "AR", "Version not supported"), Hl7Ack.read(answer("MSA|AR|C1|Version not supported")));
    assertEquals(new Answer.Refused("C1", "CE", ""), Hl7Ack.read(answer("MSA|CE|C1")));
    assertEquals(new Answer.Refused("C1", "AE", "Table value not found; no such modifier"),
        Hl7Ack.read(answer("MSA|AE|C1\rERR||FT1^1^26|103^Table value not found|E||||no such modifier")));
    assertEquals(new Answer.Refused("C1", "AE", "Required field missing"),
        Hl7Ack.read(answer("MSA|AE|C1\rERR|PID^1^5^101&Required field missing&HL70357")));
    assertInstanceOf(Answer.NotAnAck.class, Hl7Ack.read(answer("PID|1")));
    assertInstanceOf(Answer.NotAnAck.class, Hl7Ack.read(answer("MSA|OK|C1")));
    assertInstanceOf(Answer.NotAnAck.class, Hl7Ack.read("<html>Bad gateway</html>"));
    assertInstanceOf(Answer.NotAnAck.class, Hl7Ack.read(""));
  }

  @Test
  void noAnswerHoldsAValue() {
    Parsed message = Hl7Message.parse("MSH|^~\\&|E|S|M|W|20260101||ADT^A04|C1|P|2.5.1\rPID|1||SECRET^^^MR||SECRET\rpid|SECRET\rSECRET");

    String text = Hl7Ack.error(message, NOW, "1", assertInstanceOf(Parsed.Message.class, message).message().problems());

    assertFalse(text.contains("SECRET"), text);
  }

  private static Parsed message(String parties, String version, String commit, String application) {
    return Hl7Message.parse("MSH|^~\\&|" + parties + "|20260310090122||ADT^A04^ADT_A01|C1|P|" + version + "|||" + commit + "|" + application
        + "\rPID|1||E1\r");
  }

  private static String answer(String rest) {
    return "MSH|^~\\&|A|B|C|D|20260101||ACK|9|P|2.5.1\r" + rest + "\r";
  }

  private static String code(String ack) {
    return ack.replaceAll("(?s).*\rMSA\\|(..).*", "$1");
  }
}
