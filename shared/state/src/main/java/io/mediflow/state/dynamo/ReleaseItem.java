package io.mediflow.state.dynamo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Release;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A release in force as an item.
 *
 * @param generation under which its concepts lie; another load of the same publication has another one
 * @param buckets    over which they are spread, see {@link ConceptBucket}
 */
record ReleaseItem(Release release, String generation, int buckets) {

  /** The bucket that holds a code, if the release does. */
  ConceptBucket bucket(Code code) {
    return new ConceptBucket(release.name(), generation, ConceptBucket.of(Keys.hash(code), buckets));
  }

  Item write() {
    ArrayNode systems = Json.array();
    release.systems().stream().sorted().forEach(systems::add);
    Release.Origin origin = release.origin();
    return Item.at(Keys.release(release.name()))
        .with("name", release.name())
        .with("generation", generation)
        .with("buckets", buckets)
        .with("version", origin.version())
        .with("file", origin.file())
        .with("sha256", origin.sha256())
        .withText("licenceHolder", origin.licence().map(Release.Acknowledgement::who))
        .withTime("licenceAt", origin.licence().map(Release.Acknowledgement::when))
        .with("loadedAt", release.loadedAt())
        .with("concepts", release.concepts())
        .with("systems", Json.write(systems));
  }

  /** Empty for one of before concepts lay in buckets: it is as if it were not loaded, until it is loaded again. */
  static Optional<ReleaseItem> read(Item item) {
    if (!item.has("buckets")) {
      return Optional.empty();
    }
    Set<String> systems = new HashSet<>();
    Json.read(item.text("systems")).forEach(system -> systems.add(system.asText()));
    Optional<Release.Acknowledgement> licence = item.findTime("licenceAt")
        .map(at -> new Release.Acknowledgement(item.text("licenceHolder"), at));
    Release.Origin origin = new Release.Origin(item.text("version"), item.text("file"), item.text("sha256"), licence);
    return Optional.of(new ReleaseItem(
        new Release(item.text("name"), origin, item.time("loadedAt"), item.number("concepts"), systems),
        item.text("generation"), item.integer("buckets")));
  }
}
