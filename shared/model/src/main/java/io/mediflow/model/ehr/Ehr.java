package io.mediflow.model.ehr;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An interface of an EHR: FHIR R4, or, where the access has a {@link RestSpec}, documents of a vendor's own JSON, whose types are those that
 * the package's tables name. No method throws for what the EHR or the network does: that is a {@link EhrResult.Failed}.
 */
public interface Ehr {

  EhrResult<EhrResource> read(Access access, String type, String id);

  /** @param query encoded search parameters without the question mark, for example {@code _lastUpdated=gt2026-01-01&_count=100} */
  EhrResult<EhrPage> search(Access access, String type, String query);

  /** Follows a page's next link, if it has the access's origin. */
  EhrResult<EhrPage> follow(Access access, URI next);

  /** @param sendBy nothing leaves after this: the failure is then TOO_LATE */
  EhrResult<EhrResource> create(Access access, String type, byte[] resource, Instant sendBy);

  /**
   * JSON Patch.
   *
   * @param ifMatch version tag as {@link EhrResource#versionTag()} gave it; empty to send none
   */
  EhrResult<EhrResource> patch(
      Access access, String type, String id, byte[] patch, Optional<String> ifMatch, Instant sendBy);

  /** The CapabilityStatement ({@code /metadata}). */
  EhrResult<EhrResource> capabilities(Access access);

  /** Proves that the authorization server gives us a token (fresh or cached); the value is when it ends. */
  EhrResult<Instant> authenticate(Access access);

  /** When the server's certificate ends; empty for plain HTTP. */
  EhrResult<Optional<Instant>> certificateEnds(Access access);
}
