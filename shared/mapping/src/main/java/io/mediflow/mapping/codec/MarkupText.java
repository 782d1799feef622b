package io.mediflow.mapping.codec;

import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** The text of HTML, XHTML and C-CDA's narrative: blocks and rows as lines, cells parted by a bar, list items with a dash. */
final class MarkupText {

  private static final Set<String> BLOCKS = Set.of("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr",
      "section", "title", "text", "paragraph", "list", "caption", "blockquote", "pre", "hr", "dt", "dd", "header", "footer");

  private MarkupText() {}

  static Rendition html(String markup) {
    Document page = Jsoup.parse(markup);
    page.select("script, style, head, noscript, template").remove();
    return rendition(page);
  }

  /** Of a C-CDA document each section's title and narrative; nothing of its header and its coded entries. */
  static Rendition clinicalDocument(String markup) {
    Document document = Jsoup.parse(markup, "", Parser.xmlParser());
    Element shown = new Element("div");
    for (Element part : document.select("section > title, section > text")) {
      shown.appendChild(part.clone());
    }
    if (shown.childrenSize() == 0) {
      document.children().forEach(part -> shown.appendChild(part.clone()));
    }
    return rendition(shown);
  }

  private static Rendition rendition(Element root) {
    StringBuilder lines = new StringBuilder();
    NodeTraversor.traverse(new Lines(lines), root);
    boolean images = !root.select("img, svg, picture, object, embed, renderMultiMedia, rendermultimedia").isEmpty();
    return Rendition.of(lines.toString(), images, !root.select("table").isEmpty());
  }

  private record Lines(StringBuilder lines) implements NodeVisitor {

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        String words = text.getWholeText().replaceAll("\\s+", " ");
        boolean fresh = lines.isEmpty() || Character.isWhitespace(lines.charAt(lines.length() - 1));
        lines.append(fresh ? words.stripLeading() : words);
      } else if (node instanceof Element element) {
        switch (name(element)) {
          case "li", "item" -> newLine().append("- ");
          case "td", "th" -> {
            if (element.previousElementSibling() != null) {
              lines.append(" | ");
            }
          }
          default -> {
            if (BLOCKS.contains(name(element))) {
              newLine();
            }
          }
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element && BLOCKS.contains(name(element))) {
        newLine();
      }
    }

    private StringBuilder newLine() {
      while (!lines.isEmpty() && lines.charAt(lines.length() - 1) == ' ') {
        lines.setLength(lines.length() - 1);
      }
      return lines.isEmpty() || lines.charAt(lines.length() - 1) == '\n' ? lines : lines.append('\n');
    }

    private static String name(Element element) {
      return element.normalName().toLowerCase(Locale.ROOT);
    }
  }
}
