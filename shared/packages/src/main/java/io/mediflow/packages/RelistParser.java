package io.mediflow.packages;

import io.mediflow.packages.Relist.By;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads how a record is listed anew. */
final class RelistParser {

  private static final Set<String> PLACES = Set.of("id", "from", "to");

  private RelistParser() {}

  /** @param settings that the interface asks for */
  static Relist relist(Section section, Set<String> settings) {
    By by = section.constant("by", By.class);
    Optional<Relist.Window> window = section.inner("window").map(RelistParser::window);
    String search = section.text("search");
    if (search.contains(Relist.ID) == (by == By.WHOLE)) {
      throw section.wrong("search", by == By.WHOLE
          ? "lists the whole, so that nothing stands for {id}; leave it out, or say by whom it lists"
          : "does not say by whom it lists; write {id} where the id goes, for example patient={id}");
    }
    for (String end : new String[] {Relist.FROM, Relist.TO}) {
      if (search.contains(end) != window.isPresent()) {
        throw section.wrong("search", window.isPresent()
            ? "leaves out " + end + "; a search within a window has {from} and {to}, for example date=ge{from}&date=lt{to}"
            : "has " + end + ", and there is no window; add one, or leave it out");
      }
    }
    Setting.checked(section, "search", search, settings, PLACES);
    section.end();
    return new Relist(by, search, window);
  }

  private static Relist.Window window(Section section) {
    Relist.Window window = new Relist.Window(section.text("element"), section.duration("past"), section.duration("ahead"),
        section.duration("horizon"));
    if (window.past().isNegative()) {
      throw section.wrong("past", "is how far back, PT0S or longer");
    }
    if (window.ahead().compareTo(Duration.ZERO) <= 0) {
      throw section.wrong("ahead", "is longer than nothing, for example P14D");
    }
    if (window.horizon().compareTo(window.ahead()) < 0) {
      throw section.wrong("horizon", "is no shorter than ahead");
    }
    section.end();
    return window;
  }
}
