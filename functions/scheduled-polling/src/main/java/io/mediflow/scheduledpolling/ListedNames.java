package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a comparison's listing had, a page each as it is written, a slice each as it is read: what memory holds is bounded. */
final class ListedNames {

  private static final Listing.Entry LISTED = new Listing.Entry("", Optional.empty());

  private final ListingStore listings;
  private final FlowId flow;
  private Set<String> names = Set.of();
  private int slice = -1;

  ListedNames(ListingStore listings, FlowId flow) {
    this.listings = listings;
    this.flow = flow;
  }

  void keep(int page, Set<String> listed) {
    Map<String, Listing.Entry> entries = new HashMap<>();
    listed.forEach(name -> entries.put(name, LISTED));
    listings.putUnderWay(flow, subject(page), Listing.NONE.with(entries));
  }

  /** The names of a slice; empty when a page of them is gone. */
  Optional<Set<String>> of(int pages, int wanted, int slices) {
    if (wanted != slice) {
      Set<String> read = new HashSet<>();
      for (int page = 0; page < pages; page++) {
        Optional<Listing> kept = listings.underWay(flow, subject(page));
        if (kept.isEmpty()) {
          return Optional.empty();
        }
        kept.get().entries().keySet().stream().filter(name -> Reconcile.isOf(wanted, slices, name)).forEach(read::add);
      }
      names = read;
      slice = wanted;
    }
    return Optional.of(names);
  }

  private static String subject(int page) {
    return "page-" + page;
  }
}
