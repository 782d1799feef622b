package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.store.Page;
import io.mediflow.packages.Relist;
import io.mediflow.packages.Relist.By;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Whom or what a window lists, ascending by id; the roster is read as the window goes on. */
final class Subjects {

  /** Stands for the whole where a listing is of no one's. */
  static final String ALL = "all";

  private final Function<String, Page<String>> pages;
  private final Set<String> without;
  private final NavigableSet<String> some = new TreeSet<>();
  private Optional<String> cursor = Optional.empty();
  private boolean begun;

  private Subjects(Function<String, Page<String>> pages, Set<String> without) {
    this.pages = pages;
    this.without = without;
  }

  /** @param now says which days the hot set is of */
  static Subjects of(RosterStore roster, FlowRun run, Scope scope, Instant now, int pageSize) {
    Relist relist = run.spec().relist().orElseThrow();
    String connection = run.connection().id();
    String from = run.spec().interfaceName();
    return switch (relist.by()) {
      case WHOLE -> new Subjects(one(List.of(ALL)), Set.of());
      case PRACTITIONER -> new Subjects(all(roster, connection, from, Kind.PRACTITIONER, pageSize), Set.of());
      case LOCATION -> new Subjects(all(roster, connection, from, Kind.LOCATION, pageSize), Set.of());
      case PATIENT -> {
        LocalDate today = now.atZone(run.connection().zone()).toLocalDate();
        boolean apart = scope == Scope.HOT || relist.window().isEmpty(); // within dates all are listed at night, the hot ones too
        List<String> hot = apart ? roster.hot(connection, from, today.minusDays(1), today.plusDays(2)) : List.of();
        yield scope == Scope.HOT
            ? new Subjects(one(hot), Set.of())
            : new Subjects(all(roster, connection, from, Kind.PATIENT, pageSize), new HashSet<>(hot));
      }
    };
  }

  /** The first one behind {@code last}. */
  Optional<String> after(Optional<String> last) {
    while (true) {
      Optional<String> next = last.map(some::higher).or(() -> last.isEmpty() && !some.isEmpty()
          ? Optional.of(some.first()) : Optional.empty());
      if (next.isPresent() || begun && cursor.isEmpty()) {
        return next;
      }
      Page<String> page = pages.apply(begun ? cursor.get() : last.orElse(null));
      begun = true;
      cursor = page.cursor();
      some.clear();
      page.items().stream().filter(one -> !without.contains(one)).forEach(some::add);
    }
  }

  private static Function<String, Page<String>> one(List<String> ids) {
    return cursor -> new Page<>(ids, Optional.empty());
  }

  private static Function<String, Page<String>> all(RosterStore roster, String connection, String from, Kind kind, int pageSize) {
    return cursor -> roster.page(connection, from, kind, cursor, pageSize);
  }
}
