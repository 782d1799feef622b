package io.mediflow.testkit.memory;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.store.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A crosswalk in memory, two maps. */
public final class MemoryCrosswalk implements Crosswalk {

  private final Map<String, Lead> leads = new TreeMap<>();
  private final Map<String, Set<String>> referrers = new TreeMap<>();

  @Override
  public synchronized Map<String, Lead> find(String connection, Set<String> ids) {
    return ids.stream().filter(id -> leads.containsKey(connection + "/" + id))
        .collect(Collectors.toMap(Function.identity(), id -> leads.get(connection + "/" + id)));
  }

  @Override
  public synchronized boolean lead(String connection, String from, String to, Kind kind) {
    if (from.equals(to) || leads.containsKey(connection + "/" + from) || leads.containsKey(connection + "/" + to)) {
      return false;
    }
    leads.put(connection + "/" + from, new Lead(to, kind, true));
    return true;
  }

  @Override
  public synchronized void close(String connection, String from) {
    leads.computeIfPresent(connection + "/" + from, (id, one) -> new Lead(one.to(), one.kind(), false));
  }

  @Override
  public synchronized void refer(String connection, String referrer, Collection<String> ids) {
    ids.forEach(id -> referrers.computeIfAbsent(connection + "/" + id, none -> new TreeSet<>()).add(referrer));
  }

  @Override
  public synchronized Page<String> referrers(String connection, String id, String cursor, int limit) {
    return Pages.of(List.copyOf(referrers.getOrDefault(connection + "/" + id, Set.of())), cursor, limit);
  }
}
