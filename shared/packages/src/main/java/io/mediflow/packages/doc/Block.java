package io.mediflow.packages.doc;

import java.util.List;

/** A piece of the document, for a renderer to write down in its own way. */
sealed interface Block {

  /** @param anchor that links lead to */
  record Heading(int level, String text, String anchor) implements Block {}

  record Paragraph(List<Span> spans) implements Block {}

  record Bullets(List<List<Span>> items) implements Block {}

  /** Each row has as many cells as there are columns. */
  record Grid(List<String> columns, List<List<List<Span>>> rows) implements Block {}

  /** A piece of text within one. */
  sealed interface Span {

    record Text(String text) implements Span {}

    /** As it stands in files and records. */
    record Code(String text) implements Span {}

    record Link(String text, String anchor) implements Span {}

    /** Begins a new line. */
    record Break() implements Span {}

    record Strong(String text) implements Span {}
  }
}
