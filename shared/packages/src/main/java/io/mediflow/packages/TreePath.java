package io.mediflow.packages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path along which a tree can be built as well as read; each {@link Format} has its own syntax for it. Of several
 * alternatives the first that exists is read and changed, and where none does the first is made.
 *
 * <p>In FHIRPath it is this subset: members, {@code first()}, {@code [n]}, {@code skip(n)}, {@code where(...)} of equalities
 * joined by {@code and}, {@code extension('url')}, {@code value.ofType(type)}, and {@code (a | b).first().rest}.
 */
public record TreePath(List<Alternative> alternatives) {

  public TreePath {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * @param head what decides whether this alternative exists
   * @param rest from there to the value
   */
  public record Alternative(List<Segment> head, List<Segment> rest) {

    public Alternative {
      head = List.copyOf(head);
      rest = List.copyOf(rest);
    }

    public List<Segment> whole() {
      return rest.isEmpty() ? head : Stream.concat(head.stream(), rest.stream()).toList();
    }
  }

  /**
   * A member, and which of its elements when it has several.
   *
   * @param index the element; {@link #ALL}, or below it all but the first {@code -index - 1}
   */
  public record Segment(String member, List<Criterion> criteria, int index) {

    public static final int ALL = -1;

    public Segment {
      criteria = List.copyOf(criteria);
    }

    /** Whether it leaves the first elements out, which nothing can be written to. */
    public boolean skips() {
      return index < ALL;
    }

    /** How many elements it leaves out. */
    public int skipped() {
      return skips() ? -index - 1 : 0;
    }
  }

  /** What {@code where} asks of an element, and what is built into a new one. */
  public sealed interface Criterion {

    List<Segment> path();

    /** @param value String or Boolean */
    record Equal(List<Segment> path, Object value) implements Criterion {}

    /** {@code path.exists()}, with the criteria inside the path. */
    record Present(List<Segment> path) implements Criterion {}

    /** {@code path.empty()}; a new element just lacks it. */
    record Absent(List<Segment> path) implements Criterion {}

    /** {@code path.contains('text')}; the row's own value must bring it. */
    record Containing(List<Segment> path, String text) implements Criterion {}
  }

  /** @throws IllegalArgumentException when the path is outside the subset; the message says where */
  public static TreePath parse(Format format, String path) {
    return switch (format) {
      case FHIR_R4 -> new FhirPathSyntax(path).whole();
      case HL7V2 -> new TerserSyntax(path, 0).whole();
      case JSON -> new JsonPathSyntax(path).whole();
    };
  }

  /** To what holds the values of a group's rows: in HL7 v2 a segment or a repetition as a whole. */
  public static TreePath container(Format format, String path) {
    return format == Format.HL7V2 ? new TerserSyntax(path, 0).container() : parse(format, path);
  }

  /** A path from each element that {@code around} finds, as the rows inside a group have it. */
  public static TreePath inside(Format format, TreePath around, String path) {
    return switch (format) {
      case FHIR_R4, JSON -> parse(format, path);
      case HL7V2 -> new TerserSyntax(path, around.alternatives().getFirst().whole().size()).whole();
    };
  }

  /** Empty when the path is outside the subset. */
  public static Optional<TreePath> find(Format format, String path) {
    try {
      return Optional.of(parse(format, path));
    } catch (IllegalArgumentException outside) {
      return Optional.empty();
    }
  }

  /** Whether something in it can only be read. */
  public boolean skips() {
    return alternatives.stream().anyMatch(one -> one.whole().stream().anyMatch(Segment::skips));
  }
}
