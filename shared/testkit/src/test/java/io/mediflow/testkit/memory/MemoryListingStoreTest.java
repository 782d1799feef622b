package io.mediflow.testkit.memory;

import io.mediflow.model.change.ListingStore;
import io.mediflow.testkit.contract.ListingStoreContract;

class MemoryListingStoreTest extends ListingStoreContract {

  private final MemoryListingStore store = new MemoryListingStore();

  @Override
  protected ListingStore store() {
    return store;
  }
}
