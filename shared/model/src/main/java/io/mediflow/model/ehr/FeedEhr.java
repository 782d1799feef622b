package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Instant;

/**
 * The feeds by which some EHRs tell what changed, from which a document is gone once it was read. A page of what waits
 * has a next link while more waits: the same question again. A document of something else than was asked for has no type.
 * No method throws for what the EHR or the network does.
 */
public interface FeedEhr {

  /** Has the EHR keep such a feed for us; done also where it keeps one already, or needs no asking. */
  EhrResult<Boolean> subscribe(Access access, String type);

  /**
   * What waits, and goes on to wait; where the feed cannot be looked at so, REFUSED without a call.
   *
   * @param size documents of a page
   */
  EhrResult<EhrPage> look(Access access, String type, int size);

  /** What waits. Once the EHR has answered, and the answer may be lost on its way, it is gone from the feed. */
  EhrResult<EhrPage> take(Access access, String type, int size);

  /**
   * What was taken from one time until another, to the second, pages linked as those of a search; the EHR keeps it for a
   * while.
   */
  EhrResult<EhrPage> taken(Access access, String type, int size, Instant from, Instant to);

  /** The next page of what was taken, if the link has the access's origin. */
  EhrResult<EhrPage> follow(Access access, String type, int size, URI next);
}
