package io.mediflow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code template.yaml}; CloudFormation's short tags become their long form ({@code !Ref X} is {@code {Ref: X}}). */
public final class TemplateReader {

  private final Map<String, Map<String, Object>> resources;

  private TemplateReader(Map<String, Map<String, Object>> resources) {
    this.resources = resources;
  }

  /** @throws EmbeddedFailure when there is no such file, or it is no template */
  public static TemplateReader read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException missing) {
      throw new EmbeddedFailure("The template " + file + " cannot be read; start from the folder of the project.", missing);
    }
  }

  /** Finds the template of this build: the system property {@code mediflow.root} names its folder, else a folder above. */
  public static TemplateReader ofThisProject() {
    String root = System.getProperty("mediflow.root");
    Path folder = Path.of(root == null ? "" : root).toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new EmbeddedFailure("No template.yaml was found here or above; start from the folder of the project.");
    }
    return read(folder.resolve("template.yaml"));
  }

  /** @throws EmbeddedFailure when the text is no template */
  public static TemplateReader parse(String yaml) {
    Object root;
    try {
      root = new Yaml(new ShortTags()).load(yaml);
    } catch (RuntimeException broken) {
      throw new EmbeddedFailure("The template is not well-formed YAML: " + broken.getMessage(), broken);
    }
    Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
    map(map(root).get("Resources")).forEach((name, resource) -> resources.put(name, map(resource)));
    if (resources.isEmpty()) {
      throw new EmbeddedFailure("The template declares no resources.");
    }
    return new TemplateReader(resources);
  }

  /** The properties of every resource of the CloudFormation type, by logical id, in the template's order. */
  public Map<String, Map<String, Object>> ofType(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    resources.forEach((name, resource) -> {
      if (type.equals(resource.get("Type"))) {
        found.put(name, map(resource.get("Properties")));
      }
    });
    return found;
  }

  /** The logical id that a {@code Ref} or {@code Fn::GetAtt} names. */
  static String target(Object reference) {
    Map<String, Object> function = map(reference);
    Object named = function.containsKey("Ref") ? function.get("Ref") : function.get("Fn::GetAtt");
    if (named instanceof List<?> parts && !parts.isEmpty()) {
      return String.valueOf(parts.getFirst());
    }
    if (named instanceof String text) {
      return text.split("\\.")[0];
    }
    throw new EmbeddedFailure("The template has a reference that is neither !Ref nor !GetAtt where one is needed.");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return value instanceof List<?> ? (List<Object>) value : List.of();
  }

  private static final class ShortTags extends SafeConstructor {

    ShortTags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new AbstractConstruct() {
        @Override
        public Object construct(Node node) {
          String tag = node.getTag().getValue().substring(1);
          Object value = switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> null;
          };
          Map<String, Object> function = new LinkedHashMap<>();
          function.put(tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag, value);
          return function;
        }
      });
    }
  }
}
