package io.mediflow.testkit.memory;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.watch.StatusStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heartbeats, signs of life and breaches in memory. */
public final class MemoryStatusStore implements StatusStore {

  private final Map<String, Heartbeat> heartbeats = new HashMap<>();
  private final Map<String, SignOfLife> signs = new HashMap<>();
  private final Map<String, Breach> open = new HashMap<>();
  private final List<Breach> transitions = new ArrayList<>();

  @Override
  public synchronized Optional<Heartbeat> heartbeat(String connection, String interfaceName) {
    return Optional.ofNullable(heartbeats.get(connection + "/" + interfaceName));
  }

  @Override
  public synchronized void put(Heartbeat heartbeat) {
    heartbeats.put(heartbeat.connection() + "/" + heartbeat.interfaceName(), heartbeat);
  }

  @Override
  public synchronized Optional<SignOfLife> signOfLife(String connection, String interfaceName) {
    return Optional.ofNullable(signs.get(connection + "/" + interfaceName));
  }

  @Override
  public synchronized void put(SignOfLife sign) {
    signs.put(sign.connection() + "/" + sign.interfaceName(), sign);
  }

  @Override
  public synchronized List<Breach> open(String connection) {
    return open.values().stream().filter(one -> one.connection().equals(connection)).toList();
  }

  @Override
  public synchronized boolean begin(Breach breach) {
    boolean begins = open.putIfAbsent(key(breach), breach) == null;
    if (begins) {
      transitions.addFirst(breach);
    }
    return begins;
  }

  @Override
  public synchronized boolean end(Breach breach) {
    boolean ends = open.remove(key(breach)) != null;
    if (ends) {
      transitions.addFirst(breach);
    }
    return ends;
  }

  @Override
  public synchronized List<Breach> recent(String connection, int limit) {
    return transitions.stream().filter(one -> one.connection().equals(connection)).limit(limit).toList();
  }

  private static String key(Breach breach) {
    return breach.connection() + "/" + breach.kind() + "/" + breach.subject();
  }
}
