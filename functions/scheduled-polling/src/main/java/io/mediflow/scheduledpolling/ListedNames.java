package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a comparison's listing had: kept page by page as they come, and a hundred pages as one, so that all of them are read in
 * few calls. No more than those of a hundred pages are in memory.
 */
final class ListedNames {

  private static final int BUNDLE = 100;
  private static final Listing.Entry LISTED = new Listing.Entry("", Optional.empty());

  private final ListingStore listings;
  private final FlowId flow;

  ListedNames(ListingStore listings, FlowId flow) {
    this.listings = listings;
    this.flow = flow;
  }

  void keep(int page, Set<String> listed) {
    put("page-" + page, listed);
    if ((page + 1) % BUNDLE == 0) {
      Set<String> all = new HashSet<>();
      for (int one = page + 1 - BUNDLE; one <= page; one++) {
        Optional<Listing> kept = listings.underWay(flow, "page-" + one);
        if (kept.isEmpty()) {
          return; // whoever looks for the bundle finds that a part is gone
        }
        all.addAll(kept.get().entries().keySet());
      }
      put(bundle(page / BUNDLE), all);
    }
  }

  /** Those that the listing lacks; empty when a part of it is gone. */
  Optional<Set<String>> lacking(int pages, Set<String> names) {
    Set<String> lacking = new HashSet<>(names);
    for (int page = 0; page < pages; ) {
      boolean bundled = page + BUNDLE <= pages;
      Optional<Listing> kept = listings.underWay(flow, bundled ? bundle(page / BUNDLE) : "page-" + page);
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      lacking.removeIf(kept.get().entries()::containsKey);
      page += bundled ? BUNDLE : 1;
    }
    return Optional.of(lacking);
  }

  private void put(String subject, Set<String> names) {
    Map<String, Listing.Entry> entries = new HashMap<>();
    names.forEach(name -> entries.put(name, LISTED));
    listings.putUnderWay(flow, subject, Listing.NONE.with(entries));
  }

  private static String bundle(int number) {
    return "pages-" + number;
  }
}
