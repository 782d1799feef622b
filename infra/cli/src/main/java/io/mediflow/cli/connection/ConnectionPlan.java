package io.mediflow.cli.connection;

import io.mediflow.model.connection.Application;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A practice as its file describes it, checked against its package, and not yet stored.
 *
 * @param overlay the practice's own mapping rows, YAML
 */
public record ConnectionPlan(
    String id, String name, EhrPackage ehr, ZoneId zone, List<Way> ways, List<Application> applications,
    Optional<String> overlay) {

  public ConnectionPlan {
    ways = List.copyOf(ways);
    applications = List.copyOf(applications);
  }

  /**
   * One way into the EHR.
   *
   * @param signingKey name of the key that signs client assertions; made when it is missing
   * @param scopes     empty for those of the package
   * @param webhook    whether the EHR notifies us; a header secret is made
   * @param settings   that the package asks for
   * @param intervals  between two looks, where they are not the package's
   */
  public record Way(
      String name, URI base, String clientId, String signingKey, List<String> scopes, boolean webhook, Map<String, String> settings,
      Map<RecordType, Duration> intervals) {

    public Way {
      scopes = List.copyOf(scopes);
      settings = Map.copyOf(settings);
      intervals = Map.copyOf(intervals);
    }

    /** As its package has it. */
    public Way(String name, URI base, String clientId, String signingKey, List<String> scopes, boolean webhook) {
      this(name, base, clientId, signingKey, scopes, webhook, Map.of(), Map.of());
    }
  }
}
