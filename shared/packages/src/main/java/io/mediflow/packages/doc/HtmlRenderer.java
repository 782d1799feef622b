package io.mediflow.packages.doc;

import io.mediflow.packages.doc.Block.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the document as one HTML page that needs nothing else: no scripts, no other files; it prints well. */
public final class HtmlRenderer {

  private static final String STYLE = """
      body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff }
      main { margin: 2rem auto; max-width: 90rem; padding: 0 1rem }
      h1 { font-size: 1.7rem } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid #c9d1d9 }
      nav ul { columns: 20rem; padding-left: 1.2rem } a { color: #0b57a4 }
      .wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .87rem }
      th, td { border: 1px solid #c9d1d9; padding: .35rem .5rem; text-align: left; vertical-align: top }
      thead th { background: #eef2f6 } tbody tr:nth-child(even) { background: #f8fafb }
      code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere }
      @media print { @page { size: A4 landscape; margin: 12mm } body { font-size: 9pt }
        main { margin: 0; max-width: none; padding: 0 } .wide { overflow: visible } tr, h2 { break-inside: avoid }
        h2 { break-after: avoid } thead { display: table-header-group } a { color: inherit } }
      """;

  private final StringBuilder html = new StringBuilder();
  private final Set<String> anchors = new HashSet<>();

  private HtmlRenderer() {}

  public static String render(MappingDocument document) {
    return new HtmlRenderer().page(document);
  }

  private String page(MappingDocument document) {
    String title = "Mapping of " + document.title();
    List<Block> blocks = Outline.of(document);
    Outline.contents(blocks).forEach(one -> anchors.add(one.anchor()));
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").append(escaped(title))
        .append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n<h1>").append(escaped(title))
        .append("</h1>\n<nav aria-label=\"Contents\">\n<ul>\n");
    Outline.contents(blocks).forEach(one -> html.append("<li><a href=\"#").append(escaped(one.anchor())).append("\">")
        .append(escaped(one.text())).append("</a></li>\n"));
    html.append("</ul>\n</nav>\n");
    blocks.forEach(this::block);
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading(int level, String text, String anchor) -> html.append("<h").append(level).append(" id=\"")
          .append(escaped(anchor)).append("\">").append(escaped(text)).append("</h").append(level).append(">\n");
      case Block.Paragraph(List<Span> spans) -> html.append("<p>").append(spans(spans)).append("</p>\n");
      case Block.Bullets(List<List<Span>> items) -> {
        html.append("<ul>\n");
        items.forEach(one -> html.append("<li>").append(spans(one)).append("</li>\n"));
        html.append("</ul>\n");
      }
      case Block.Grid(List<String> columns, List<List<List<Span>>> rows) -> grid(columns, rows);
    }
  }

  private void grid(List<String> columns, List<List<List<Span>>> rows) {
    html.append("<div class=\"wide\">\n<table>\n<thead><tr>");
    columns.forEach(one -> html.append("<th scope=\"col\">").append(escaped(one)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<List<Span>> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(spans(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n</div>\n");
  }

  private String spans(List<Span> spans) {
    StringBuilder all = new StringBuilder();
    for (Span span : spans) {
      all.append(switch (span) {
        case Span.Text(String text) -> escaped(text);
        case Span.Code(String text) -> "<code>" + escaped(text) + "</code>";
        case Span.Strong(String text) -> "<strong>" + escaped(text) + "</strong>";
        case Span.Link(String text, String anchor) -> anchors.contains(anchor)
            ? "<a href=\"#" + escaped(anchor) + "\">" + escaped(text) + "</a>" : escaped(text);
        case Span.Break() -> "<br>";
      });
    }
    return all.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }
}
