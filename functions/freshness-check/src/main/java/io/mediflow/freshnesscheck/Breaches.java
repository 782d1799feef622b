package io.mediflow.freshnesscheck;

import io.mediflow.model.watch.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the breaches of one group of checks. */
final class Breaches {

  private final Situation situation;
  private final List<Breach> found = new ArrayList<>();

  Breaches(Situation situation) {
    this.situation = situation;
  }

  void add(String kind, String subject, String sentence) {
    found.add(new Breach(situation.connection(), kind, subject, sentence, situation.now(), Optional.empty()));
  }

  List<Breach> all() {
    return List.copyOf(found);
  }
}
