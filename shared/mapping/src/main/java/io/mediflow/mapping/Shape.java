package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.fhir.R4;
import io.mediflow.packages.Format;
import io.mediflow.packages.TreePath.Segment;
import java.util.List;
import java.util.Optional;

/** What is a list where a tree is built, which its format knows and the path does not say. */
sealed interface Shape {

  /**
   * @param members from the root to the segment
   * @param found   what stands there; null for nothing
   */
  boolean several(List<String> members, Segment segment, JsonNode found) throws TreeEditor.Unbuildable;

  /** The name before the type where the member may have one of several types. */
  default Optional<String> choice(List<String> members) throws TreeEditor.Unbuildable {
    return Optional.empty();
  }

  static Shape of(Format format, String resource) {
    return switch (format) {
      case FHIR_R4 -> new Fhir(resource);
      case HL7V2 -> new Hl7();
      case JSON -> new Json();
    };
  }

  /** As the R4 model has it. */
  record Fhir(String resource) implements Shape {

    @Override
    public boolean several(List<String> members, Segment segment, JsonNode found) throws TreeEditor.Unbuildable {
      return element(members).several();
    }

    @Override
    public Optional<String> choice(List<String> members) throws TreeEditor.Unbuildable {
      return element(members).choice();
    }

    private R4.Element element(List<String> members) throws TreeEditor.Unbuildable {
      return R4.element(resource, members).orElseThrow(
          () -> new TreeEditor.Unbuildable("FHIR R4 has no " + resource + "." + String.join(".", members)));
    }
  }

  /** Segments repeat, and so do fields; components do not. */
  record Hl7() implements Shape {

    private static final int FIELD = 2;

    @Override
    public boolean several(List<String> members, Segment segment, JsonNode found) {
      return members.size() <= FIELD;
    }
  }

  /** A vendor's document: a list where one stands already, or where the path chooses an element. */
  record Json() implements Shape {

    @Override
    public boolean several(List<String> members, Segment segment, JsonNode found) {
      return found == null ? segment.index() != Segment.ALL || !segment.criteria().isEmpty() : found.isArray();
    }
  }
}
