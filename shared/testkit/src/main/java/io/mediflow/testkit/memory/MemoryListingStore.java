package io.mediflow.testkit.memory;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Listings in memory; counts what is written. */
public final class MemoryListingStore implements ListingStore {

  private final Map<String, Listing> listings = new HashMap<>();
  private int puts;

  @Override
  public synchronized Optional<Listing> last(FlowId flow, String subject) {
    return Optional.ofNullable(listings.get(last(flow) + subject));
  }

  @Override
  public synchronized boolean put(FlowId flow, String subject, Listing next) {
    if (last(flow, subject).map(Listing::version).orElse(0L) != next.version()) {
      return false;
    }
    puts++;
    listings.put(last(flow) + subject, new Listing(next.entries(), next.version() + 1));
    return true;
  }

  @Override
  public synchronized Optional<Listing> underWay(FlowId flow, String subject) {
    return Optional.ofNullable(listings.get(underWay(flow) + subject));
  }

  @Override
  public synchronized void putUnderWay(FlowId flow, String subject, Listing seen) {
    puts++;
    listings.put(underWay(flow) + subject, seen);
  }

  /** How often anything was written. */
  public synchronized int puts() {
    return puts;
  }

  private static String last(FlowId flow) {
    return "last/" + flow.connection() + "/" + flow.interfaceName() + "/" + flow.type() + "/";
  }

  private static String underWay(FlowId flow) {
    return "under way/" + flow.connection() + "/" + flow.label() + "/";
  }
}
