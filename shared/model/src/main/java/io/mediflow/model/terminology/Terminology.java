package io.mediflow.model.terminology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a mapping sees of the loaded releases: concepts that somebody has looked up before, so that the mapping stays pure. */
@FunctionalInterface
public interface Terminology {

  /** Knows nothing, as where no release is loaded. */
  Terminology EMPTY = code -> Optional.empty();

  /** Empty for a code that no release knows, or that nobody has looked up. */
  Optional<Concept> find(Code code);

  /** Whether a loaded release lists the whole of the code's system, and not this code. */
  default boolean lacks(Code code) {
    return false;
  }

  /** Of a code's targets those of one system, in the releases' order. */
  default List<Target> targets(Code code, String system) {
    return find(code).stream().flatMap(one -> one.targets().stream()).filter(one -> one.code().system().equals(system)).toList();
  }

  /**
   * What {@link TerminologyStore#find} has answered.
   *
   * @param whole code systems of which the loaded releases list every code
   */
  static Terminology of(Map<Code, Concept> concepts, Set<String> whole) {
    return new LookedUp(Map.copyOf(concepts), Set.copyOf(whole));
  }

  /** What somebody has looked up. */
  record LookedUp(Map<Code, Concept> concepts, Set<String> whole) implements Terminology {

    @Override
    public Optional<Concept> find(Code code) {
      return Optional.ofNullable(concepts.get(code));
    }

    @Override
    public boolean lacks(Code code) {
      return whole.contains(code.system()) && !concepts.containsKey(code);
    }
  }
}
