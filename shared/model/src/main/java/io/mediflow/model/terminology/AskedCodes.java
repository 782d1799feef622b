package io.mediflow.model.terminology;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Notes which codes are asked for, and answers from what is known already. A caller maps once with it, looks up {@link #codes()}
 * in one batch, and maps again with the answer. Of one caller at a time.
 */
public final class AskedCodes implements Terminology {

  private final Terminology known;
  private final Set<Code> codes = new LinkedHashSet<>();

  public AskedCodes() {
    this(EMPTY);
  }

  public AskedCodes(Terminology known) {
    this.known = known;
  }

  @Override
  public Optional<Concept> find(Code code) {
    codes.add(code);
    return known.find(code);
  }

  /** Noted only where a release can list the whole system, so that nothing is looked up in vain. */
  @Override
  public boolean lacks(Code code) {
    if (CodeSystems.LISTED.contains(code.system())) {
      codes.add(code);
    }
    return known.lacks(code);
  }

  /** All codes that were asked for, known or not, in the order of their first asking. */
  public Set<Code> codes() {
    return new LinkedHashSet<>(codes);
  }
}
