package io.mediflow.model.terminology;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What was loaded from one publication and is in force.
 *
 * @param name     of the kind: {@code rxnorm}, {@code cvx}; one release of a name is in force
 * @param concepts how many it holds
 * @param systems  whose codes it holds, as FHIR URLs
 */
public record Release(String name, Origin origin, Instant loadedAt, long concepts, Set<String> systems) {

  public Release {
    systems = Set.copyOf(systems);
  }

  /**
   * Where it comes from.
   *
   * @param version as its publisher names it
   * @param file    name of the file or folder that it was read from, without its path
   * @param sha256  of that file, in hexadecimal digits; of a folder, of the files that were read
   * @param licence empty where none is needed
   */
  public record Origin(String version, String file, String sha256, Optional<Acknowledgement> licence) {}

  /** Who said, and when, that they hold the licence that the publisher asks for. */
  public record Acknowledgement(String who, Instant when) {}
}
