package io.mediflow.state.event;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Notifier;
import org.jboss.logging.Logger;

/** Transitions as log lines, where there is no topic; the page shows them too. */
public final class LogNotifier implements Notifier {

  private static final Logger LOG = Logger.getLogger(LogNotifier.class);

  @Override
  public void tell(Breach transition) {
    LOG.warn(BreachWords.message(transition));
  }
}
