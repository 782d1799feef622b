package io.mediflow.packages;

import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Feed;
import io.mediflow.model.ehr.RestSpec.Paging;
import io.mediflow.model.ehr.RestSpec.Times;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how an interface is called that speaks a vendor's own JSON. */
final class RestParser {

  private static final LocalDateTime SAMPLE = LocalDateTime.of(2027, 10, 31, 13, 45, 56);
  private static final Set<String> NONE = Set.of();

  private RestParser() {}

  /** @param settings that the interface asks for */
  static RestSpec rest(Section section, Format format, Set<String> settings) {
    if (format != Format.JSON) {
      throw section.wrong("'rest' is how an interface of the format json is called; this one is " + format.label()
          + ", delete it");
    }
    Optional<String> token = section.optional("token");
    token.filter(one -> !one.matches("/[^/{}].*")).ifPresent(one -> {
      throw section.wrong("token", "is an absolute path at the origin of the base, for example /oauth2/token");
    });
    String probe = path(section, "probe", settings, NONE);
    Optional<Paging> paging = section.inner("paging").map(RestParser::paging);
    Optional<Times> times = section.inner("times").map(RestParser::times);
    Section all = section.inner("documents").orElseThrow(() -> section.wrong("'documents' is missing"));
    Map<String, Documents> documents = new LinkedHashMap<>(
        all.<Documents>named((name, one) -> documents(one, settings, times)));
    List<String> refusals = section.texts("refusals");
    section.end();
    return new RestSpec(token, probe, refusals, paging, documents);
  }

  /** How the documents are read that a table is of; empty where that is not said. */
  static Optional<Documents> documents(MappingTable table, Optional<RestSpec> rest) {
    return rest.flatMap(one -> table.sources().stream().findFirst().map(one.documents()::get));
  }

  /** What is read from an answer is what the table goes by: one record of each document, by the same id. */
  static void fit(Section whole, Collection<InterfaceSpec> interfaces, List<RecordSpec> records) {
    for (RecordSpec spec : records) {
      InterfaceSpec from = interfaces.stream().filter(one -> one.name().equals(spec.interfaceName())).findFirst().orElseThrow();
      documents(spec.table(), from.rest())
          .filter(one -> !isOf(one, spec.table().layout().orElseThrow())).ifPresent(one -> {
            throw whole.wrong("interfaces", "read the documents " + spec.table().resource() + " of " + spec.interfaceName()
                + " from the list '"
                + one.list() + "' by the id '" + one.id() + "'; the table's 'each' and 'id' are others");
          });
    }
  }

  private static boolean isOf(Documents documents, MappingTable.Layout layout) {
    return layout.each().filter(("$." + documents.list())::equals).isPresent()
        && layout.id().equals(List.of("$." + documents.id()));
  }

  private static Paging paging(Section section) {
    Paging paging = new Paging(
        section.text("limit"), section.text("offset"), section.optional("next"), section.optional("total"));
    section.end();
    return paging;
  }

  private static Times times(Section section) {
    String pattern = section.text("pattern");
    try {
      DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      if (!LocalDateTime.parse(form.format(SAMPLE), form).equals(SAMPLE)) {
        throw section.wrong("pattern", "does not tell seconds; write all of a local time, for example MM/dd/yyyy HH:mm:ss");
      }
    } catch (IllegalArgumentException | DateTimeException unfit) {
      throw section.wrong("pattern", "writes no local time to the second, for example MM/dd/yyyy HH:mm:ss");
    }
    try {
      Times times = new Times(pattern, ZoneId.of(section.text("zone")));
      section.end();
      return times;
    } catch (DateTimeException unknown) {
      throw section.wrong("zone", "is no time zone, for example America/New_York");
    }
  }

  private static Documents documents(Section section, Set<String> settings, Optional<Times> times) {
    Documents documents = new Documents(section.text("list"), section.text("id"), section.optional("has"),
        section.optional("read").map(path -> path(section, "read", settings, Set.of("id"))),
        section.inner("changed").map(one -> feed(one, settings, times)));
    if (documents.read().filter(path -> !path.contains("{id}")).isPresent()) {
      throw section.wrong("read", "does not say of which; write {id} where the id goes, for example patients/{id}");
    }
    section.end();
    return documents;
  }

  private static Feed feed(Section section, Set<String> settings, Optional<Times> times) {
    String replay = Setting.checked(section, "replay", section.text("replay"), settings, Set.of("from", "to"));
    if (!replay.contains("{from}") || !replay.contains("{to}")) {
      throw section.wrong("replay", "has a {from} and a {to}, for example since={from}&until={to}: what is lost once it was read"
          + " is found again only so");
    }
    Feed feed = new Feed(path(section, "path", settings, NONE),
        section.optional("leave").map(one -> Setting.checked(section, "leave", one, settings, NONE)), replay,
        times.orElseThrow(() -> section.wrong("replay", "has times, and nothing says how they are written; add times to rest")),
        section.optional("subscription").map(one -> path(section, "subscription", settings, NONE)));
    section.end();
    return feed;
  }

  private static String path(Section section, String key, Set<String> settings, Set<String> other) {
    String path = section.text(key);
    if (path.startsWith("/") || path.contains("//")) {
      throw section.wrong(key, "is a path below the base, without a slash before it");
    }
    return Setting.checked(section, key, path, settings, other);
  }
}
