package io.mediflow.packages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML read into values that know their line, so that a mistake in a package can be found. */
sealed interface Yaml {

  /** As YAML 1.2 has it, only true and false are flags: {@code write: no} is a word. */
  YAMLFactory FACTORY = new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS);

  int line();

  /** Text, number or boolean; {@code value} is null for an explicit null. */
  record Scalar(Object value, int line) implements Yaml {}

  record Items(List<Yaml> items, int line) implements Yaml {}

  record Fields(Map<String, Yaml> fields, int line) implements Yaml {}

  /** Reads one document; {@code file} stands in the messages. */
  static Yaml read(String file, String text) {
    if (text.length() > 1_000_000) {
      throw new PackageException(file, 0, "it has more than a million characters; split it");
    }
    try (YAMLParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new PackageException(file, 0, "it is empty");
      }
      Yaml whole = value(file, parser);
      if (parser.nextToken() != null) {
        throw new PackageException(file, line(parser), "there is a second document; keep one per file");
      }
      return whole;
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw new PackageException(file, line, "it is not readable YAML; look at indentation and quotes there");
    } catch (IOException impossible) {
      throw new PackageException(file, 0, "it cannot be read");
    }
  }

  private static Yaml value(String file, YAMLParser parser) throws IOException {
    int line = line(parser);
    if (parser.getObjectId() != null || parser.isCurrentAlias()) {
      throw new PackageException(file, line, "anchors and aliases are not allowed; write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(file, parser, line);
      case START_ARRAY -> items(file, parser, line);
      case VALUE_NULL -> new Scalar(null, line);
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getBooleanValue(), line);
      case VALUE_NUMBER_INT -> new Scalar(parser.getNumberValue(), line);
      case VALUE_STRING, VALUE_NUMBER_FLOAT -> new Scalar(parser.getText(), line);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new PackageException(file, line, "a value was expected here");
    };
  }

  private static Fields fields(String file, YAMLParser parser, int line) throws IOException {
    Map<String, Yaml> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int at = line(parser);
      parser.nextToken();
      if (fields.put(name, value(file, parser)) != null) {
        throw new PackageException(file, at, "'" + name + "' stands twice; keep one");
      }
    }
    return new Fields(fields, line);
  }

  private static Items items(String file, YAMLParser parser, int line) throws IOException {
    List<Yaml> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(file, parser));
    }
    return new Items(items, line);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
