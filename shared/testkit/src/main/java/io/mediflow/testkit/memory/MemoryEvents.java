package io.mediflow.testkit.memory;

import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Notifier;
import java.util.ArrayList;
import java.util.List;

/** What was told: record events and breach transitions. */
public final class MemoryEvents implements EventBus, Notifier {

  public final List<RecordChanged> published = new ArrayList<>();
  public final List<Breach> told = new ArrayList<>();

  @Override
  public synchronized void publish(List<RecordChanged> events) {
    published.addAll(events);
  }

  @Override
  public synchronized void tell(Breach transition) {
    told.add(transition);
  }
}
