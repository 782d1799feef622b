package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a search.
 *
 * @param resources the matches and includes, in order; OperationOutcome entries are left out
 * @param next      where the next page is; an empty page may have one
 */
public record EhrPage(List<Entry> resources, Optional<URI> next, Optional<Instant> serverDate) {

  /**
   * One resource of a page; {@code lastUpdated} as {@code meta} has it.
   *
   * @param type empty, as {@code id}, where the EHR gave none: the rest of the page stands, and this entry proves nothing
   */
  public record Entry(String type, String id, Optional<Instant> lastUpdated, byte[] body) {

    public boolean isPlaced() {
      return !type.isEmpty() && !id.isEmpty();
    }
  }

  public EhrPage {
    resources = List.copyOf(resources);
  }
}
