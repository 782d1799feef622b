package io.mediflow.packages;

import java.util.List;

/**
 * The subset of FHIRPath along which a resource can be built as well as read: members, {@code first()}, {@code [n]},
 * {@code where(...)} of equalities joined by {@code and}, {@code extension('url')}, {@code value.ofType(type)}, and
 * {@code (a | b).first().rest}: the first of these that exists is changed, and where none does {@code a} is made.
 */
public record WritePath(List<Alternative> alternatives) {

  public WritePath {
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
  }

  /**
   * A JSON member, and which of its elements when it has several.
   *
   * @param index -1 when the path names none
   */
  public record Segment(String member, List<Criterion> criteria, int index) {

    public Segment {
      criteria = List.copyOf(criteria);
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
  public static WritePath parse(String path) {
    return new WritePathParser(path).whole();
  }
}
