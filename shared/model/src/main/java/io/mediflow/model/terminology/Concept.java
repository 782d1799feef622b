package io.mediflow.model.terminology;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the loaded releases say of a code.
 *
 * @param display its name; empty when only its maps are known
 * @param active  whether it may be recorded today: false for what is retired, and for headings that only group others
 */
public record Concept(Code code, String display, boolean active, List<Target> targets) {

  public Concept {
    targets = List.copyOf(targets);
  }

  /** Both releases' maps; name and activity of this one, unless only the other one knows the name. */
  public Concept and(Concept other) {
    Concept named = display.isEmpty() ? other : this;
    return new Concept(code, named.display(), named.active(),
        Stream.concat(targets.stream(), other.targets().stream()).distinct().toList());
  }
}
