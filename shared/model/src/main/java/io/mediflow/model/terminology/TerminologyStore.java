package io.mediflow.model.terminology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Loaded releases. Rooms read; the command line loads. */
public interface TerminologyStore {

  /**
   * What is known of these codes, in one batch: of each release that is in force, whole, also while another one is being loaded
   * or dropped. Codes that none of them knows are missing. Where several know a code, {@link Concept#and} joins them in the order
   * of the releases' names.
   */
  Map<Code, Concept> find(Set<Code> codes);

  /** What a mapping sees of these codes; {@link Terminology#EMPTY} where no release is loaded. */
  default Terminology about(Set<Code> codes) {
    List<Release> inForce = releases();
    if (inForce.isEmpty()) {
      return Terminology.EMPTY;
    }
    Set<String> whole = inForce.stream().flatMap(one -> one.systems().stream()).filter(CodeSystems.LISTED::contains)
        .collect(Collectors.toUnmodifiableSet());
    return Terminology.of(find(codes), whole);
  }

  /** The release of this name that is in force. */
  Optional<Release> release(String name);

  /** All that are in force, by name. */
  List<Release> releases();

  /**
   * Begins to load a release beside the one that is in force. A load of the same name that was begun before, by whomever, is
   * superseded: it can put and finish nothing more.
   */
  TerminologyLoad begin(String name);
}
