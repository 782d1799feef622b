package io.mediflow.changemapping;

import io.mediflow.model.record.Crosswalk.Kind;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out that an EHR has made one record of two: the id that was given up leads to the one that is left, its record ends, and who
 * refers to it follows. What two tellings of merges make of it is the same in either order; where they cannot both be true a person decides.
 */
@ApplicationScoped
public class Merging {

  private final Joining joining;
  private final ChangeMappingConfig config;

  public Merging(Joining joining, ChangeMappingConfig config) {
    this.joining = joining;
    this.config = config;
  }

  /**
   * @param given id of the record that is given up, by whatever name
   * @param left  id of the one that goes on
   * @return why it is not done
   */
  Optional<Problem> merge(Practice practice, RecordType type, String given, String left) {
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Leads leads = joining.follow(practice, Map.of(given, type, left, type));
      String from = leads.joined(given);
      String into = leads.end(left);
      if (leads.end(from).equals(into)) {
        boolean other = from.equals(into) && !leads.joined(left).equals(from);
        return other ? Optional.of(otherWay(type)) : Optional.empty();
      }
      if (leads.leads(from)) {
        return Optional.of(elsewhere(type));
      }
      joining.lead(practice, type, from, into, Kind.MERGED); // the next look sees it, or who came first
    }
    throw new IllegalStateException("others led the same ids elsewhere each time");
  }

  private static Problem otherWay(RecordType type) {
    return new Problem(Problem.Category.CONFLICT, type.label(), "This " + type.label() + " was merged into the one that is now said to be"
        + " merged into it; a merge is not undone by itself, so have the practice say which of the two is left.");
  }

  private static Problem elsewhere(RecordType type) {
    return new Problem(Problem.Category.CONFLICT, type.label(), "The " + type.label() + " that is said to be merged into this one was merged"
        + " into another before; have the practice say where it belongs.");
  }
}
