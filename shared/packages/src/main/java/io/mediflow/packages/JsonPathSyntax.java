package io.mediflow.packages;

import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Places in a vendor's JSON: {@code $.patient.phones[?(@.type=='HOME')].number}, {@code $.lines[0]}, {@code $.lines[*]},
 * {@code $['odd name']}; a filter means the first that fits, with {@code [*]} behind it all; {@code a | b} is the first that
 * exists. Inside a group a path begins with {@code @}.
 */
final class JsonPathSyntax extends Scanner {

  JsonPathSyntax(String text) {
    super(text);
  }

  TreePath whole() {
    List<Alternative> all = new ArrayList<>();
    do {
      if (!take("$") && !take("@")) {
        throw wrong("'$' or, in a group, '@'");
      }
      all.add(new Alternative(path(), List.of()));
    } while (take("|"));
    end();
    return new TreePath(all);
  }

  /** Empty for {@code $} alone. */
  private List<Segment> path() {
    List<Segment> segments = new ArrayList<>();
    while (text.startsWith(".", at) || text.startsWith("['", at)) {
      segments.add(segment());
    }
    return segments;
  }

  private Segment segment() {
    String name;
    if (take("['")) {
      at--;
      name = quoted();
      expect("]");
    } else {
      expect(".");
      name = run(one -> Character.isLetterOrDigit(one) || one == '_' || one == '-', "a name");
    }
    List<Criterion> criteria = new ArrayList<>();
    int index = Segment.ALL;
    if (take("[?(")) {
      do {
        expect("@");
        List<Segment> inside = path();
        expect("==");
        criteria.add(new Criterion.Equal(inside, take("true") ? Boolean.TRUE : take("false") ? Boolean.FALSE : quoted()));
      } while (take("&&"));
      expect(")]");
      index = 0;
    }
    if (take("[*]")) {
      index = Segment.ALL;
    } else if (!text.startsWith("['", at) && !text.startsWith("[?", at) && take("[")) {
      index = number();
      expect("]");
    }
    return new Segment(name, criteria, index);
  }
}
