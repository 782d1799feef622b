package io.mediflow.model.terminology;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a mapping sees of the loaded releases: concepts that somebody has looked up before, so that the mapping stays pure. */
@FunctionalInterface
public interface Terminology {

  /** Knows nothing, as where no release is loaded. */
  Terminology EMPTY = code -> Optional.empty();

  /** Empty for a code that no release knows, or that nobody has looked up. */
  Optional<Concept> find(Code code);

  /** Of a code's targets those of one system, in the releases' order. */
  default List<Target> targets(Code code, String system) {
    return find(code).stream().flatMap(one -> one.targets().stream()).filter(one -> one.code().system().equals(system)).toList();
  }

  /** What {@link TerminologyStore#find} has answered. */
  static Terminology of(Map<Code, Concept> concepts) {
    Map<Code, Concept> known = Map.copyOf(concepts);
    return code -> Optional.ofNullable(known.get(code));
  }
}
