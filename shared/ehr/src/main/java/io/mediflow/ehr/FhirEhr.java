package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** FHIR R4 over REST, with SMART Backend Services where the package says so. */
@Singleton
@Typed(FhirEhr.class)
public class FhirEhr implements Ehr {

  /** Far enough, and every store can hold it. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Switchboard switchboard;
  private final Wire wire;
  private final Answers answers;
  private final Calls calls;

  public FhirEhr(Switchboard switchboard) {
    this.switchboard = switchboard;
    wire = switchboard.wire();
    answers = switchboard.answers();
    calls = switchboard.calls();
  }

  @Override
  public EhrResult<EhrResource> read(Access access, String type, String id) {
    var url = url(access, type, id);
    return switchboard.call(access, operation(type, "read"), bearer ->
        answers.resource(wire.get(url, access.timeout(), bearer, calls.more(access)), type, Optional.of(id)));
  }

  @Override
  public EhrResult<EhrPage> search(Access access, String type, String query) {
    var url = URI.create(access.base() + "/" + type + (query.isEmpty() ? "" : "?" + query));
    return switchboard.call(access, operation(type, "search"), bearer -> page(access, url, bearer));
  }

  @Override
  public EhrResult<EhrPage> follow(Access access, URI next) {
    if (!BaseUrls.sameOrigin(access.base(), next)) {
      return new EhrResult.Failed<>(EhrFailure.of(Kind.MALFORMED));
    }
    return switchboard.call(access, followed(access, next), bearer -> page(access, next, bearer));
  }

  @Override
  public EhrResult<EhrResource> create(Access access, String type, byte[] resource, Instant sendBy) {
    var url = URI.create(access.base() + "/" + type);
    return switchboard.call(access, operation(type, "create"), bearer -> answers.written(
        wire.send(new Wire.Write(Wire.Verb.CREATE, url, bearer, Optional.empty(), resource, sendBy), access.timeout()),
        type, Optional.empty()));
  }

  @Override
  public EhrResult<EhrResource> patch(
      Access access, String type, String id, byte[] patch, Optional<String> ifMatch, Instant sendBy) {
    var url = url(access, type, id);
    return switchboard.call(access, operation(type, "patch"), bearer -> answers.written(
        wire.send(new Wire.Write(Wire.Verb.PATCH, url, bearer, ifMatch, patch, sendBy), access.timeout()),
        type, Optional.of(id)));
  }

  /** Without a token: FHIR leaves {@code /metadata} open, and reach and authentication are told apart by it. */
  @Override
  public EhrResult<EhrResource> capabilities(Access access) {
    var url = URI.create(access.base() + "/metadata");
    return switchboard.callOpenly(access, "metadata", () -> answers.resource(
        wire.get(url, access.timeout(), Optional.empty(), calls.more(access)), "CapabilityStatement", Optional.empty()));
  }

  @Override
  public EhrResult<Instant> authenticate(Access access) {
    return switch (access.auth()) {
      case NONE -> new EhrResult.Done<>(NEVER);
      case PRIVATE_KEY_JWT -> switch (switchboard.token(access)) {
        case EhrResult.Done<Tokens.Token>(var token) -> new EhrResult.Done<>(token.ends());
        case EhrResult.Failed<Tokens.Token>(var failure) -> new EhrResult.Failed<>(failure);
      };
    };
  }

  @Override
  public EhrResult<Optional<Instant>> certificateEnds(Access access) {
    if (!"https".equalsIgnoreCase(access.base().getScheme())) {
      return new EhrResult.Done<>(Optional.empty());
    }
    return calls.metered(access, "certificate", () -> {
      try {
        return BaseUrls.check(access.base(), switchboard.allowLocal()) instanceof BaseUrls.Verdict.Allowed
            ? new EhrResult.Done<>(Optional.of(Certificates.ends(access.base(), access.timeout())))
            : new EhrResult.Failed<>(EhrFailure.of(Kind.UNREACHABLE));
      } catch (IOException unreachable) {
        return new EhrResult.Failed<>(EhrFailure.of(Kind.UNREACHABLE));
      }
    });
  }

  private EhrResult<EhrPage> page(Access access, URI url, Optional<String> bearer) {
    return answers.page(wire.get(url, access.timeout(), bearer, calls.more(access)), access.base());
  }

  private static String operation(String type, String verb) {
    return type.toLowerCase(Locale.ROOT) + "." + verb;
  }

  /** A next link names its type only on some EHRs; what else it holds must not become a metric. */
  private static String followed(Access access, URI next) {
    var path = next.getPath() == null ? "" : next.getPath();
    var rest = path.startsWith(access.base().getPath() + "/") ? path.substring(access.base().getPath().length() + 1) : "";
    return operation(rest.matches("[A-Z][A-Za-z]{2,40}") ? rest : "page", "search");
  }

  private static URI url(Access access, String type, String id) {
    var encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(access.base() + "/" + type + "/" + encoded);
  }
}
