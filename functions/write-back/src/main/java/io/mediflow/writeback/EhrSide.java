package io.mediflow.writeback;

import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.write.Write;
import io.mediflow.packages.OperationSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What write-back asks of the EHR: the current resource before an update, the sending itself, the read-back. */
@ApplicationScoped
public class EhrSide {

  /** An EHR that passes over our search parameter lists everything: after so many pages we are not sure any more. */
  private static final int PAGES = 5;

  private final Ehr ehr;
  private final Drafts drafts;
  private final Clock clock;

  public EhrSide(Ehr ehr, Drafts drafts, Clock clock) {
    this.ehr = ehr;
    this.drafts = drafts;
    this.clock = clock;
  }

  /** The record that the write changes now. */
  Optional<String> target(Write write) {
    return drafts.target(write);
  }

  /** Works out what has to be sent; sends nothing. */
  Preparation prepare(Site site, Write write) {
    Drafts.Resolved resolved = drafts.of(site, write);
    if (!resolved.problems().isEmpty()) {
      return new Preparation.Unmappable(resolved.problems());
    }
    return switch (site.operation().verb()) {
      case CREATE -> resolved.draft().create();
      case UPDATE -> {
        Optional<String> id = drafts.sourceId(site, write);
        if (id.isEmpty()) {
          yield new Preparation.RecordUnknown();
        }
        long start = clock.millis();
        yield switch (ehr.read(site.access(), site.resource(), id.get())) {
          case EhrResult.Done<EhrResource> done -> resolved.draft().update(holding(done.value(), id.get(), start));
          case EhrResult.Failed<EhrResource> failed -> new Preparation.Failed(failed.failure());
        };
      }
    };
  }

  EhrResult<EhrResource> send(Site site, Transmission transmission, Write.Sending sending) {
    return switch (transmission) {
      case Transmission.Create create ->
          ehr.create(site.access(), site.resource(), create.resource(), sending.sendBy());
      case Transmission.Update update -> ehr.patch(
          site.access(), site.resource(), update.id(), update.patch(), update.ifMatch(), sending.sendBy());
    };
  }

  /** Asks what the EHR holds of this write: by its id where we know it, by ours where the EHR can be searched. */
  Finding readBack(Site site, Write write, Write.Sending sending) {
    Draft draft = drafts.of(site, write).draft();
    boolean create = site.operation().verb() == OperationSpec.Verb.CREATE;
    Optional<String> id = create ? sending.target() : drafts.sourceId(site, write);
    if (id.isPresent()) {
      return byId(site, draft, id.get(), create);
    }
    if (!create) {
      return new Finding.RecordGone();
    }
    return site.operation().externalId()
        .map(external -> byExternalId(site, draft, external, write.externalId()))
        .orElseGet(Finding.Unsearchable::new);
  }

  private Finding byId(Site site, Draft draft, String id, boolean create) {
    long start = clock.millis();
    return switch (ehr.read(site.access(), site.resource(), id)) {
      case EhrResult.Done<EhrResource> done -> draft.compare(holding(done.value(), id, start));
      case EhrResult.Failed<EhrResource> failed when create && failed.failure().kind() == EhrFailure.Kind.NOT_FOUND ->
          new Finding.Absent();
      case EhrResult.Failed<EhrResource> failed -> new Finding.Failed(failed.failure());
    };
  }

  private Finding byExternalId(Site site, Draft draft, OperationSpec.ExternalId external, String ours) {
    List<Holding> found = new ArrayList<>();
    long start = clock.millis();
    String query = external.search() + "="
        + URLEncoder.encode(external.system() + "|" + ours, StandardCharsets.UTF_8);
    EhrResult<EhrPage> result = ehr.search(site.access(), site.resource(), query);
    for (int page = 1; ; page++) {
      switch (result) {
        case EhrResult.Failed<EhrPage> failed -> {
          return new Finding.Failed(failed.failure());
        }
        // An absence could be read out of what cannot be read.
        case EhrResult.Done<EhrPage> done when !done.value().resources().stream().allMatch(EhrPage.Entry::isPlaced) -> {
          return new Finding.Failed(EhrFailure.of(EhrFailure.Kind.MALFORMED));
        }
        case EhrResult.Done<EhrPage> done -> {
          done.value().resources().stream()
              .filter(one -> one.type().equals(site.resource()) && draft.isOurs(one.body()))
              .forEach(one -> found.add(new Holding(one.id(), one.body(), Optional.empty(), start)));
          if (done.value().next().isEmpty()) {
            return switch (found.size()) {
              case 0 -> new Finding.Absent();
              case 1 -> draft.compare(found.getFirst());
              default -> new Finding.Ambiguous();
            };
          }
          if (page == PAGES) {
            return new Finding.Ambiguous();
          }
          result = ehr.follow(site.access(), done.value().next().get());
        }
      }
    }
  }

  private static Holding holding(EhrResource resource, String id, long fetchStart) {
    return new Holding(resource.id().orElse(id), resource.body(), resource.versionTag(), fetchStart);
  }
}
