package io.mediflow.model.change;

import java.util.Optional;

/**
 * Listings by flow and subject (a source id, or what stands for the whole). The flows of one record type and interface have their
 * last listings together, whatever their scope: a patient moves between the hot set and the rest. A listing under way is one flow's.
 */
public interface ListingStore {

  /** The last complete listing. */
  Optional<Listing> last(FlowId flow, String subject);

  /** Stores {@code next} if the stored version is still {@code next.version()}; false when another writer was first. */
  boolean put(FlowId flow, String subject, Listing next);

  /** What a listing that is not at its end has seen; it may be gone after some days. */
  Optional<Listing> underWay(FlowId flow, String subject);

  /** Keeps what a listing has seen so far; the last writer counts. */
  void putUnderWay(FlowId flow, String subject, Listing seen);
}
