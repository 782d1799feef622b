package io.mediflow.model.terminology;

import java.time.Instant;
import java.util.Collection;

/** A release that is being loaded: nobody reads it before it is finished. Closed unfinished, it leaves nothing. */
public interface TerminologyLoad extends AutoCloseable {

  /**
   * Adds concepts, each code once in a load.
   *
   * @throws Superseded when another load of the same name has begun
   */
  void put(Collection<Concept> concepts);

  /**
   * Puts the release in force in one step, and drops the one that was, with whatever killed loads have left.
   *
   * @throws Superseded when another load of the same name has begun
   */
  Release finish(Release.Origin origin, Instant now);

  @Override
  void close();

  /** Another load of the same name began later. */
  final class Superseded extends RuntimeException {

    public Superseded() {
      super("another load of the same release began later");
    }
  }
}
