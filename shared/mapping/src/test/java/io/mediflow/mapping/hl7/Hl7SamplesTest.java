package io.mediflow.mapping.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every sample is read as what stands beside it. */
class Hl7SamplesTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @TestFactory
  Stream<DynamicTest> samples() {
    return Hl7Samples.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> {
      if (one.expected().has("messages")) {
        assertEquals(one.expected(), batch(one.bytes()));
      } else {
        message(one);
      }
    }));
  }

  @Test
  void allThatSmallPracticesSendIsThere() {
    String events = Hl7Samples.messages().stream().map(one -> one.type() + one.trigger()).sorted().distinct().collect(Collectors.joining(" "));
    assertTrue(List.of("ADTA01 ADTA03 ADTA04 ADTA05 ADTA08 ADTA11 ADTA13 ADTA28 ADTA31 ADTA40", "DFTP03 MDMT01 MDMT02 MDMT04 MDMT08 MDMT10 MDMT11",
        "ORUR01 SIUS12 SIUS13 SIUS14 SIUS15 SIUS17", "SIUS26", "VXUV04").stream().allMatch(events::contains), events);
  }

  private static void message(Hl7Samples one) {
    switch (Hl7Message.parse(one.bytes())) {
      case Parsed.Broken broken ->
          assertEquals(one.expected(), NODES.objectNode().set("refused", Hl7Samples.told(broken.reasons())));
      case Parsed.Message(Hl7Message message) -> {
        assertEquals(one.expected(), told(message, one.expected().path("values")));
        assertWrittenAndReadAgain(message);
      }
    }
  }

  /** What is not named in the expected values is not told; what is expected to be absent is null. */
  private static ObjectNode told(Hl7Message message, JsonNode asked) {
    ObjectNode told = NODES.objectNode().put("type", message.type()).put("trigger", message.trigger())
        .put("controlId", message.controlId()).put("version", message.version())
        .put("segments", message.segments().stream().map(Hl7Segment::name).collect(Collectors.joining(" ")));
    ObjectNode values = told.putObject("values");
    asked.fieldNames().forEachRemaining(path -> {
      JsonNode value = Hl7Samples.at(message, path);
      values.set(path, value.isMissingNode() ? NODES.nullNode() : value);
    });
    told.set("problems", Hl7Samples.told(message.problems()));
    return told;
  }

  private static void assertWrittenAndReadAgain(Hl7Message message) {
    Hl7Message again = assertInstanceOf(Parsed.Message.class, Hl7Message.parse(Hl7Writer.write(message.segments()))).message();
    List<Hl7Segment> before = new ArrayList<>(message.segments());
    if (!again.header().fields().equals(message.header().fields())) { // MSH-2 was not whole, and is now
      before.getFirst().fields().set("2", again.header().fields().get("2"));
    }
    assertEquals(before, again.segments());
  }

  private static ObjectNode batch(byte[] bytes) throws IOException {
    ObjectNode told = NODES.objectNode();
    ArrayNode messages = told.putArray("messages");
    ArrayNode troubles = told.putArray("troubles");
    Hl7Batch batch = Hl7Batch.of(bytes);
    for (Optional<Hl7Batch.Item> next = batch.next(); next.isPresent(); next = batch.next()) {
      switch (next.get()) {
        case Hl7Batch.Item.Message(int number, String text, var problems) -> {
          Hl7Message one = assertInstanceOf(Parsed.Message.class, Hl7Message.parse(text)).message();
          assertEquals(messages.size() + 1, number);
          assertEquals(List.of(), problems);
          assertEquals(List.of(), one.problems());
          messages.add(one.type() + " " + one.trigger() + " " + one.controlId());
        }
        case Hl7Batch.Item.Broken broken -> messages.add(broken.reason().path());
        case Hl7Batch.Item.Trouble(var problem) -> troubles.addAll(Hl7Samples.told(List.of(problem)));
      }
    }
    return told;
  }
}
