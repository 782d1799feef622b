package io.mediflow.packages;

import java.util.function.IntPredicate;

/** Reads a path's text token by token; what each syntax shares. */
abstract class Scanner {

  final String text;
  int at;

  Scanner(String text) {
    this.text = text;
  }

  final boolean take(String token) {
    spaces();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  final void expect(String token) {
    if (!take(token)) {
      throw wrong("'" + token + "'");
    }
  }

  final void end() {
    spaces();
    if (at < text.length()) {
      throw wrong("the end of the path");
    }
  }

  final void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  final boolean ended() {
    spaces();
    return at == text.length();
  }

  /** The characters from here that fit; at least one. */
  final String run(IntPredicate fits, String what) {
    int start = at;
    while (at < text.length() && fits.test(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong(what);
    }
    return text.substring(start, at);
  }

  final int number() {
    String digits = run(Character::isDigit, "a number");
    if (digits.length() > 4) {
      throw wrong("a number of at most four digits");
    }
    return Integer.parseInt(digits);
  }

  /** A text in single quotes. */
  final String quoted() {
    expect("'");
    int end = text.indexOf('\'', at);
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw wrong("a text in single quotes, without backslashes");
    }
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  final IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("at character " + (at + 1) + " " + wanted + " was expected");
  }
}
