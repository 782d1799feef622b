package io.mediflow.packages;

import io.mediflow.packages.WritePath.Alternative;
import io.mediflow.packages.WritePath.Criterion;
import io.mediflow.packages.WritePath.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Recursive descent over the constructible subset of FHIRPath (see {@link WritePath}). */
final class WritePathParser {

  private static final int FIRST = 0;

  private final String text;
  private int at;

  WritePathParser(String text) {
    this.text = text;
  }

  WritePath whole() {
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
    spaces();
    if (at < text.length()) {
      throw wrong("the end of the path");
    }
    return new WritePath(alternatives);
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
    for (String function : Set.of(".exists()", ".empty()", ".contains(", ".first()")) {
      if (text.startsWith(function, at)) {
        return false;
      }
    }
    return take(".");
  }

  private Segment segment() {
    String name = name();
    List<Criterion> criteria = new ArrayList<>();
    int index = -1;
    if (name.equals("extension") && take("(")) {
      criteria.add(new Criterion.Equal(List.of(new Segment("url", List.of(), -1)), literal()));
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
      if (!(literal() instanceof String part)) {
        throw wrong("a text");
      }
      expect(")");
      return new Criterion.Containing(path, part);
    }
    expect("=");
    return new Criterion.Equal(path, literal());
  }

  private Object literal() {
    if (take("true")) {
      return true;
    }
    if (take("false")) {
      return false;
    }
    expect("'");
    int end = text.indexOf('\'', at);
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw wrong("a text in single quotes, without backslashes");
    }
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  private String name() {
    spaces();
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    if (start == at || Character.isDigit(text.charAt(start))) {
      throw wrong("a name");
    }
    return text.substring(start, at);
  }

  private int number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 4) {
      at++;
    }
    if (start == at) {
      throw wrong("a number");
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong("'" + token + "'");
    }
  }

  private boolean take(String token) {
    spaces();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void spaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("at character " + (at + 1) + " " + expected + " was expected");
  }
}
