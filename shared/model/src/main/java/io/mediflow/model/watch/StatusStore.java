package io.mediflow.model.watch;

import java.util.List;
import java.util.Optional;

/** Heartbeats, signs of life and breaches. */
public interface StatusStore {

  Optional<Heartbeat> heartbeat(String connection, String interfaceName);

  void put(Heartbeat heartbeat);

  /** What the agent of that interface last said of itself; empty where none has been heard. */
  Optional<SignOfLife> signOfLife(String connection, String interfaceName);

  void put(SignOfLife sign);

  /** Breaches that are open. */
  List<Breach> open(String connection);

  /** Opens it; false when the same kind and subject was open already: it is told once. */
  boolean begin(Breach breach);

  /** Closes it; false when it was closed already. */
  boolean end(Breach breach);

  /** The newest transitions, newest first: open and closed. */
  List<Breach> recent(String connection, int limit);
}
