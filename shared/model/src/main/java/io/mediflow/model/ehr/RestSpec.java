package io.mediflow.model.ehr;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How an interface is called that speaks a vendor's own JSON. Paths are relative to the interface's base, encoded.
 *
 * @param token     where tokens are had: an absolute path at the base's origin; empty where SMART discovery tells
 * @param probe     path that shows whether the interface answers
 * @param refusals  members of an answer that say, whatever its status, that nothing was done
 * @param paging    how an answer falls into pages; empty where it does not
 * @param documents by the name that the package's tables have for a document
 */
public record RestSpec(
    Optional<String> token, String probe, List<String> refusals, Optional<Paging> paging, Map<String, Documents> documents) {

  public RestSpec {
    refusals = List.copyOf(refusals);
    documents = Map.copyOf(documents);
  }

  /**
   * @param limit  parameter: how many documents a page may have
   * @param offset parameter: how many come before it
   * @param next   member of an answer that links to the next page; empty where none does
   * @param total  member of an answer that counts the documents of all pages; empty where none does
   */
  public record Paging(String limit, String offset, Optional<String> next, Optional<String> total) {}

  /**
   * Documents of which records of one type are made.
   *
   * @param list member of an answer that is the list of them
   * @param id   member of a document that is its id
   * @param has  member without which a document is of something else, and left out; empty where all are of this
   * @param read path of a single one, in which {@code {id}} is its id; empty where none can be read
   * @param feed how we learn of those that changed; empty where we do not
   */
  public record Documents(String list, String id, Optional<String> has, Optional<String> read, Optional<Feed> feed) {}

  /**
   * A feed of what changed, from which a document is gone once it was read.
   *
   * @param path         of what was not read yet
   * @param leave        parameters with which it is not gone once it was read; empty where there are none
   * @param replay       parameters with which it brings what was read {@code {from}} a time {@code {to}} another
   * @param times        how those times are written
   * @param subscription path to which a form is posted, so that the EHR keeps the feed for us; empty where it does without
   */
  public record Feed(String path, Optional<String> leave, String replay, Times times, Optional<String> subscription) {}

  /**
   * Times as the interface writes them: local, to the second.
   *
   * @param pattern as {@link DateTimeFormatter} has it, {@code MM/dd/yyyy HH:mm:ss}
   */
  public record Times(String pattern, ZoneId zone) {

    /** Not later than {@code from}, whichever of two equal hours the reader takes it for when clocks go back. */
    public String from(Instant from) {
      return twice(from) ? written(from.minusSeconds(3600)) : written(from);
    }

    /** Not earlier than {@code to}. */
    public String to(Instant to) {
      return twice(to) ? written(to.plusSeconds(3600)) : written(to);
    }

    private boolean twice(Instant at) {
      return zone.getRules().getValidOffsets(LocalDateTime.ofInstant(at, zone)).size() > 1;
    }

    private String written(Instant at) {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone).format(at);
    }
  }

  /** With its places filled, as those of a connection's settings. */
  public RestSpec filled(UnaryOperator<String> fill) {
    Map<String, Documents> all = new LinkedHashMap<>();
    documents.forEach((name, one) -> all.put(name, new Documents(one.list(), one.id(), one.has(), one.read().map(fill),
        one.feed().map(feed -> new Feed(fill.apply(feed.path()), feed.leave().map(fill), fill.apply(feed.replay()), feed.times(),
            feed.subscription().map(fill))))));
    return new RestSpec(token, fill.apply(probe), refusals, paging, all);
  }
}
