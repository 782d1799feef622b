package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.Crosswalk.Kind;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Carries out that an EHR has made one record of two: the id that was given up leads to the one that is left, its record ends,
 * and who refers to it follows. What two tellings of merges make is the same in either order; where they cannot both be true a
 * person decides.
 */
@ApplicationScoped
public class Merging {

  private final Joining joining;
  private final Rekeying rekeying;
  private final Aside aside;
  private final ChangeMappingConfig config;

  public Merging(Joining joining, Rekeying rekeying, Aside aside, ChangeMappingConfig config) {
    this.joining = joining;
    this.rekeying = rekeying;
    this.aside = aside;
    this.config = config;
  }

  /**
   * A merge that cannot be true beside another one, as far as is known.
   *
   * @param ids what would have to turn out to be one with another for both to be true
   */
  record Doubt(Problem reason, Set<String> ids) {}

  /**
   * Where ids are led, a chart that says itself into which one it was merged leads there; elsewhere its successor says so.
   *
   * @param stored what is there after it; empty where the record was merged before
   */
  void told(Work work, Reading reading, Optional<StoredRecord> stored) {
    Practice practice = work.practice();
    Optional<StoredRecord> chart = reading.said().filter(one -> one.type() == RecordType.PATIENT && practice.shared());
    chart.ifPresent(said -> left(said, stored).ifPresent(left -> {
      List<Doubt> doubts = merge(practice, said.type(), Set.of(said.id()), left);
      if (!doubts.isEmpty()) {
        aside.quarantine(work.change(), doubts.stream().map(Doubt::reason).toList(), Optional.empty());
        await(work.change(), doubts, () -> merge(practice, said.type(), Set.of(said.id()), left));
      }
    }));
  }

  /** A chart that would be replaced by itself was told of the other way before. */
  private static Optional<String> left(StoredRecord said, Optional<StoredRecord> stored) {
    Optional<StoredRecord> merged = stored.filter(one -> one.ending() == Ending.MERGED);
    return merged.isPresent() ? merged.map(StoredRecord::successor)
        : Replaced.by(said).filter(any -> stored.map(Replaced::byItself).orElse(true));
  }

  /** What is doubtful and set aside comes again when its ids turn out to be others' too; also when they did meanwhile. */
  void await(Change change, List<Doubt> doubts, Supplier<List<Doubt>> again) {
    if (!doubts.isEmpty()) {
      doubts.forEach(one -> rekeying.await(change, one.ids(), false));
      rekeying.await(change, Set.of(), !again.get().equals(doubts));
    }
  }

  /** Of several that are given up for one. */
  List<Doubt> merge(Practice practice, RecordType type, Set<String> given, String left) {
    return given.stream().sorted().map(one -> merge(practice, type, one, left)).flatMap(Optional::stream).toList();
  }

  /**
   * @param given id of the record that is given up, by whatever name
   * @param left  id of the one that goes on
   * @return why it is not done
   */
  private Optional<Doubt> merge(Practice practice, RecordType type, String given, String left) {
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Leads leads = joining.follow(practice, Map.of(given, type, left, type));
      String from = leads.joined(given);
      String into = leads.end(left);
      if (leads.end(from).equals(into)) {
        boolean other = from.equals(into) && !leads.joined(left).equals(from);
        return other ? Optional.of(new Doubt(otherWay(type), Set.of(given, left))) : Optional.empty();
      }
      if (leads.leads(from)) {
        return Optional.of(new Doubt(elsewhere(type), Set.of(leads.end(from), into)));
      }
      joining.lead(practice, type, from, into, Kind.MERGED); // the next look sees it, or who came first
    }
    throw new IllegalStateException("others led the same ids elsewhere each time");
  }

  private static Problem otherWay(RecordType type) {
    return new Problem(Problem.Category.CONFLICT, type.label(), "This " + type.label() + " was merged into the one that is now"
        + " said to be merged into it; a merge is not undone by itself, so have the practice say which of the two is left.");
  }

  private static Problem elsewhere(RecordType type) {
    return new Problem(Problem.Category.CONFLICT, type.label(), "The " + type.label() + " that is said to be merged into this one"
        + " was merged into another before. It is taken by itself if the two turn out to be one; else have the practice say"
        + " where it belongs.");
  }
}
