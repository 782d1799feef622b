package io.mediflow.packages;

import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;

/** Recursive descent over the constructible subset of FHIRPath (see {@link TreePath}). */
final class FhirPathSyntax extends Scanner {

  private static final int FIRST = 0;
  private static final List<String> OF_A_CRITERION = List.of(".exists()", ".empty()", ".contains(", ".first()");

  FhirPathSyntax(String text) {
    super(text);
  }

  TreePath whole() {
    List<Alternative> alternatives = new ArrayList<>();
    if (take("(")) {
      List<List<Segment>> heads = new ArrayList<>();
      do {
        heads.add(path());
      } while (take("|"));
      expect(")");
      expect(".first()");
      List<Segment> rest = take(".") ? path() : List.of();
      heads.forEach(head -> alternatives.add(new Alternative(head, rest)));
    } else {
      alternatives.add(new Alternative(path(), List.of()));
    }
    end();
    return new TreePath(alternatives);
  }

  private List<Segment> path() {
    List<Segment> segments = new ArrayList<>();
    do {
      segments.add(segment());
    } while (takeDot());
    return segments;
  }

  /** A dot that does not begin one of the functions which belong to a criterion. */
  private boolean takeDot() {
    spaces();
    return OF_A_CRITERION.stream().noneMatch(function -> text.startsWith(function, at)) && take(".");
  }

  private Segment segment() {
    String name = name();
    List<Criterion> criteria = new ArrayList<>();
    int index = Segment.ALL;
    if (name.equals("extension") && take("(")) {
      criteria.add(new Criterion.Equal(List.of(new Segment("url", List.of(), Segment.ALL)), quoted()));
      expect(")");
      index = FIRST;
    }
    while (take(".where(")) {
      do {
        criteria.add(criterion());
      } while (take("and "));
      expect(")");
      index = FIRST;
    }
    if (take(".ofType(")) {
      String type = name();
      name = name + Character.toUpperCase(type.charAt(0)) + type.substring(1);
      expect(")");
    }
    if (take(".first()")) {
      index = FIRST;
    } else if (take(".skip(")) {
      index = Segment.ALL - number();
      expect(")");
    } else if (take("[")) {
      index = number();
      expect("]");
    }
    return new Segment(name, criteria, index);
  }

  private Criterion criterion() {
    List<Segment> path = path();
    if (take(".exists()")) {
      return new Criterion.Present(path);
    }
    if (take(".empty()")) {
      return new Criterion.Absent(path);
    }
    if (take(".contains(")) {
      String part = quoted();
      expect(")");
      return new Criterion.Containing(path, part);
    }
    expect("=");
    return new Criterion.Equal(path, take("true") ? Boolean.TRUE : take("false") ? Boolean.FALSE : quoted());
  }

  private String name() {
    spaces();
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      throw wrong("a name");
    }
    return run(Character::isLetterOrDigit, "a name");
  }
}
