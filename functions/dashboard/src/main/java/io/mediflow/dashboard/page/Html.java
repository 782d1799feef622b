package io.mediflow.dashboard.page;

import java.util.Collection;

/** Markup that is safe to show: whatever is put into it is escaped, unless it is markup itself. */
record Html(String markup) {

  static final Html NONE = new Html("");

  /** @param template markup with {@code {}} where the parts go: markup, collections of markup, anything else as text */
  static Html of(String template, Object... parts) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Object part : parts) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more parts than places in: " + template);
      }
      out.append(template, from, hole).append(shown(part));
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("fewer parts than places in: " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  private static String shown(Object part) {
    return switch (part) {
      case Html html -> html.markup();
      case Collection<?> many -> String.join("", many.stream().map(Html::shown).toList());
      case Object value -> escaped(value.toString());
    };
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(one);
      }
    }
    return out.toString();
  }
}
