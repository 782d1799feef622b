package io.mediflow.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A whole page: its one style sheet is in it, and nothing else is loaded or run. */
public record Page(String html) {

  private static final String STYLE = style();

  /** The content security policy: the one style sheet by its hash, and nothing more. */
  public static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
      + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  static Page of(String title, Html body) {
    return new Page(Html.of("""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{}</title>
        <style>{}</style>
        </head>
        <body>
        {}
        </body>
        </html>
        """, title, new Html(STYLE), body).markup());
  }

  /** A page that says one thing. */
  public static Page plain(String title, String sentence, String goOn) {
    return of(title + " · MediFlow", Html.of("""
        <main class="plain">
        <p class="brand">MediFlow</p>
        <h1>{}</h1>
        <p>{}</p>
        <p>{} <a href="/">Open the page</a></p>
        </main>""", title, sentence, goOn));
  }

  private static String style() {
    try (InputStream file = Page.class.getResourceAsStream("/page.css")) {
      if (file == null) {
        throw new IllegalStateException("page.css is not in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
