package io.mediflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {

  @Test
  void turnsShortTagsIntoTheirLongForm() {
    TemplateReader template = TemplateReader.parse("""
        Resources:
          One:
            Type: A::B::C
            Properties:
              Key: !GetAtt Other.Arn
              List: !GetAtt [Other, Arn]
              Plain: !Ref Other
              Text: !Sub "${Other}-x"
              Choice: !If [Local, !Ref Other, 7]
        """);
    Map<String, Object> one = template.ofType("A::B::C").get("One");
    assertEquals("Other", TemplateReader.target(one.get("Key")));
    assertEquals("Other", TemplateReader.target(one.get("List")));
    assertEquals("Other", TemplateReader.target(one.get("Plain")));
    assertEquals(Map.of("Fn::Sub", "${Other}-x"), one.get("Text"));
    assertEquals(Map.of("Fn::If", List.of("Local", Map.of("Ref", "Other"), 7)), one.get("Choice"));
  }

  @Test
  void saysWhatIsWrongWithATemplate() {
    assertTrue(told("Resources: [").contains("not well-formed"));
    assertTrue(told("Parameters: {}").contains("no resources"));
    assertTrue(assertThrows(EmbeddedFailure.class, () -> TemplateReader.read(Path.of("nowhere.yaml")))
        .getMessage().contains("nowhere.yaml"));
  }

  private static String told(String yaml) {
    return assertThrows(EmbeddedFailure.class, () -> TemplateReader.parse(yaml)).getMessage();
  }
}
