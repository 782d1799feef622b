package io.mediflow.testkit.ehr;

import io.mediflow.model.ehr.EhrFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes wrong next, in the order in which the test asked for it. */
final class Faults {

  record Fault(MemoryEhr.Verb verb, EhrFailure failure, boolean afterCommit) {}

  private record Meanwhile(MemoryEhr.Verb verb, Runnable run) {}

  boolean away;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Meanwhile> meanwhiles = new ArrayList<>();

  void add(MemoryEhr.Verb verb, EhrFailure failure, boolean afterCommit) {
    faults.add(new Fault(verb, failure, afterCommit));
  }

  Optional<Fault> next(MemoryEhr.Verb verb) {
    var first = faults.stream().filter(one -> one.verb() == verb).findFirst();
    first.ifPresent(faults::remove);
    return first;
  }

  void meanwhile(MemoryEhr.Verb verb, Runnable run) {
    meanwhiles.add(new Meanwhile(verb, run));
  }

  void meanwhile(MemoryEhr.Verb verb) {
    var first = meanwhiles.stream().filter(one -> one.verb() == verb).findFirst();
    first.ifPresent(one -> {
      meanwhiles.remove(one);
      one.run().run();
    });
  }
}
