package io.mediflow.packages;

import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Places in an HL7 v2 message, as HAPI's Terser writes them: {@code PID-3(1)-4-2} is the second subcomponent of component 4
 * of the second repetition of field 3. What is left out is the first. Beyond Terser, a segment or a repetition may be
 * chosen by what it holds, {@code PID-3(5='MR')-1}, and {@code (*)} means all; {@code a | b} is the first that exists.
 * Inside a group a path begins with the dash: {@code -3-1}.
 */
final class TerserSyntax extends Scanner {

  private static final int SEGMENT = 1;
  private static final int REPETITION = 2;
  private static final int SUBCOMPONENT = 4;

  private final int depth;

  /** @param depth how far down the path begins: 0 at the message, 1 in a segment, 2 in a repetition of a field */
  TerserSyntax(String text, int depth) {
    super(text);
    this.depth = depth;
  }

  TreePath whole() {
    return alternatives(true);
  }

  /** To a segment or a repetition as a whole, where the path ends there. */
  TreePath container() {
    return alternatives(false);
  }

  private TreePath alternatives(boolean toTheValue) {
    List<Alternative> all = new ArrayList<>();
    do {
      all.add(new Alternative(path(toTheValue), List.of()));
    } while (take("|"));
    end();
    return new TreePath(all);
  }

  private List<Segment> path(boolean toTheValue) {
    List<Segment> segments = new ArrayList<>();
    spaces();
    if (depth == 0) {
      String name = run(one -> one >= 'A' && one <= 'Z' || one >= '0' && one <= '9', "a segment's name");
      segments.add(chosen(name, SEGMENT));
    }
    while (depth + segments.size() < SUBCOMPONENT && take("-")) {
      String number = String.valueOf(number());
      segments.add(depth + segments.size() == SEGMENT ? chosen(number, REPETITION) : plain(number));
    }
    return toTheValue ? completed(segments, depth + segments.size()) : segments;
  }

  /** Down to the first subcomponent, from below a segment or a repetition. */
  private List<Segment> completed(List<Segment> segments, int reached) {
    if (reached < REPETITION) {
      throw wrong("a dash and a field's number");
    }
    for (int level = reached; level < SUBCOMPONENT; level++) {
      segments.add(plain("1"));
    }
    return segments;
  }

  private Segment chosen(String name, int level) {
    if (!take("(")) {
      return new Segment(name, List.of(), 0);
    }
    if (take("*")) {
      expect(")");
      return new Segment(name, List.of(), Segment.ALL);
    }
    int start = at;
    int number = number();
    if (take(")")) {
      return new Segment(name, List.of(), number);
    }
    at = start;
    List<Criterion> criteria = new ArrayList<>();
    do {
      List<Segment> place = new ArrayList<>();
      do {
        String inside = String.valueOf(number());
        place.add(place.isEmpty() && level == SEGMENT ? new Segment(inside, List.of(), 0) : plain(inside));
      } while (take("."));
      List<Segment> value = completed(place, level + place.size());
      expect("=");
      criteria.add(new Criterion.Equal(value, quoted()));
    } while (take("and "));
    expect(")");
    return new Segment(name, criteria, take("(*)") ? Segment.ALL : 0);
  }

  private static Segment plain(String number) {
    return new Segment(number, List.of(), Segment.ALL);
  }
}
