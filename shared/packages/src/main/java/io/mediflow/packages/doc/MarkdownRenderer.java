package io.mediflow.packages.doc;

import io.mediflow.packages.doc.Block.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the document as Markdown with tables, as GitHub and most editors show it (https://github.github.com/gfm/). */
public final class MarkdownRenderer {

  private final StringBuilder text = new StringBuilder();
  private final Set<String> anchors = new HashSet<>();

  private MarkdownRenderer() {}

  public static String render(MappingDocument document) {
    return new MarkdownRenderer().page(document);
  }

  private String page(MappingDocument document) {
    List<Block> blocks = Outline.of(document);
    Outline.contents(blocks).forEach(one -> anchors.add(one.anchor()));
    text.append("# Mapping of ").append(escaped(document.title())).append("\n\n");
    Outline.contents(blocks).forEach(one ->
        text.append("- [").append(escaped(one.text())).append("](#").append(one.anchor()).append(")\n"));
    blocks.forEach(this::block);
    return text.toString();
  }

  private void block(Block block) {
    text.append('\n');
    switch (block) {
      case Block.Heading(int level, String heading, String anchor) -> text.append("<a id=\"").append(anchor).append("\"></a>\n\n")
          .append("#".repeat(level)).append(' ').append(escaped(heading)).append('\n');
      case Block.Paragraph(List<Span> spans) -> text.append(spans(spans)).append('\n');
      case Block.Bullets(List<List<Span>> items) -> items.forEach(one -> text.append("- ").append(spans(one)).append('\n'));
      case Block.Grid(List<String> columns, List<List<List<Span>>> rows) -> {
        row(columns.stream().map(MarkdownRenderer::escaped).toList());
        row(columns.stream().map(one -> "---").toList());
        rows.forEach(row -> row(row.stream().map(this::spans).toList()));
      }
    }
  }

  private void row(List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private String spans(List<Span> spans) {
    StringBuilder all = new StringBuilder();
    for (Span span : spans) {
      all.append(switch (span) {
        case Span.Text(String plain) -> escaped(plain);
        case Span.Code(String code) -> code(code);
        case Span.Strong(String strong) -> strong.endsWith(" ")
            ? "**" + escaped(strong.stripTrailing()) + "** " : "**" + escaped(strong) + "**";
        case Span.Link(String shown, String anchor) ->
            anchors.contains(anchor) ? "[" + escaped(shown) + "](#" + anchor + ")" : escaped(shown);
        case Span.Break() -> "<br>";
      });
    }
    return all.toString();
  }

  /** In a table a pipe ends the cell even inside code, so it is escaped there; backticks want a longer fence. */
  private static String code(String code) {
    String line = line(code).replace("|", "\\|");
    return line.contains("`") ? "`` " + line + " ``" : "`" + line + "`";
  }

  private static String escaped(String plain) {
    StringBuilder all = new StringBuilder();
    for (char one : line(plain).toCharArray()) {
      switch (one) {
        case '<' -> all.append("&lt;");
        case '&' -> all.append("&amp;");
        case '|', '`', '*', '_', '[', ']', '\\' -> all.append('\\').append(one);
        default -> all.append(one);
      }
    }
    return all.toString();
  }

  private static String line(String several) {
    return several.replaceAll("\\s*\\R\\s*", " ");
  }
}
