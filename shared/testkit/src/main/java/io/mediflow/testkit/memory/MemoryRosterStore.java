package io.mediflow.testkit.memory;

import io.mediflow.model.change.RosterStore;
import io.mediflow.model.store.Page;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The roster in memory. */
public final class MemoryRosterStore implements RosterStore {

  private record Of(String connection, String interfaceName, Object what) {}

  private final Map<Of, NavigableSet<String>> sets = new HashMap<>();

  @Override
  public synchronized void follow(String connection, String interfaceName, Kind kind, Collection<String> ids) {
    set(connection, interfaceName, kind).addAll(ids);
  }

  @Override
  public synchronized void leave(String connection, String interfaceName, Kind kind, Collection<String> ids) {
    set(connection, interfaceName, kind).removeAll(List.copyOf(ids));
  }

  @Override
  public synchronized Page<String> page(String connection, String interfaceName, Kind kind, String cursor, int limit) {
    NavigableSet<String> all = set(connection, interfaceName, kind);
    List<String> rest = List.copyOf(cursor == null ? all : all.tailSet(cursor, false));
    List<String> some = rest.subList(0, Math.min(limit, rest.size()));
    return new Page<>(some, some.size() < rest.size() ? Optional.of(some.getLast()) : Optional.empty());
  }

  @Override
  public synchronized int count(String connection, String interfaceName, Kind kind, int most) {
    return Math.min(most, set(connection, interfaceName, kind).size());
  }

  @Override
  public synchronized void hot(String connection, String interfaceName, String patientId, Collection<LocalDate> days) {
    days.forEach(day -> set(connection, interfaceName, day).add(patientId));
  }

  @Override
  public synchronized List<String> hot(String connection, String interfaceName, LocalDate from, LocalDate to) {
    NavigableSet<String> found = new TreeSet<>();
    from.datesUntil(to.plusDays(1)).forEach(day -> found.addAll(set(connection, interfaceName, day)));
    found.retainAll(set(connection, interfaceName, Kind.PATIENT));
    return List.copyOf(found);
  }

  private NavigableSet<String> set(String connection, String interfaceName, Object what) {
    return sets.computeIfAbsent(new Of(connection, interfaceName, what), first -> new TreeSet<>());
  }
}
