package io.mediflow.model.watch;

/** Tells people of a transition: a breach that begins, or one that has ended. */
public interface Notifier {

  void tell(Breach transition);
}
