package io.mediflow.cli.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.store.Bodies;
import io.mediflow.model.store.Page;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What inputs become by one package and by another: names of fields and places of inputs only, since values are patients'. */
public final class RecordDiff {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 100;

  private final EhrPackage before;
  private final EhrPackage after;
  private final Ways ways;
  private final Consumer<String> say;
  private final ReadContext context;
  private final Mapper mapper = new Mapper();
  private int inputs;
  private int different;

  /**
   * How inputs are mapped.
   *
   * @param interfaces that may be used; empty for all
   * @param only       records of one type; needed for a vendor's own documents
   */
  public record Ways(Overlay overlay, Set<String> interfaces, ZoneId zone, Optional<RecordType> only) {}

  public RecordDiff(EhrPackage before, EhrPackage after, Ways ways, Consumer<String> say) {
    this.before = before;
    this.after = after;
    this.ways = ways;
    this.say = say;
    this.context = new ReadContext(ways.zone(), (type, sourceId) -> type.label() + "/" + sourceId);
  }

  /** @param given a file or a folder */
  public void compare(String given) {
    new Inputs(input -> compare(input, ehr -> first(ehr, input.format()), ehr -> ways.only())).read(given);
  }

  /** What waits in a practice's quarantine, numbered: ids of changes are made from what they say. */
  public void compare(QuarantineStore quarantine, Bodies bodies, String connection) {
    int number = 0;
    Optional<String> cursor = Optional.empty();
    do {
      Page<Quarantined> page = quarantine.page(connection, cursor.orElse(null), PAGE);
      for (Quarantined one : page.items()) {
        number++;
        compare(tree(one.change()), number, bodies, connection);
      }
      cursor = page.cursor();
    } while (cursor.isPresent());
  }

  private void compare(JsonNode change, int number, Bodies bodies, String connection) {
    byte[] body;
    try {
      body = change.hasNonNull("bodyRef") ? bodies.get(connection, change.get("bodyRef").asText())
          : change.path("body").asText("").getBytes(StandardCharsets.UTF_8);
    } catch (IllegalStateException gone) {
      say.accept("  quarantine:" + number + ": what it holds was deleted, so it is left out");
      return;
    }
    String way = change.path("interfaceName").asText();
    if (!ways.interfaces().isEmpty() && !ways.interfaces().contains(way)) {
      say.accept("  quarantine:" + number + ": it came by " + way + ", which the practice does not use now, so it is left out");
    } else if (body.length > 0) { // a hint has no body
      compare(new Input("quarantine", OptionalInt.of(number), Format.FHIR_R4, body, List.of()),
          ehr -> Optional.of(way).filter(ehr.interfaces()::containsKey),
          ehr -> ways.only().or(() -> ehr.recordFrom(way, change.path("resourceType").asText())
              .filter(spec -> spec.table().format() == Format.JSON).map(RecordSpec::type)));
    }
  }

  public int inputs() {
    return inputs;
  }

  public int different() {
    return different;
  }

  private void compare(Input input, Function<EhrPackage, Optional<String>> way,
      Function<EhrPackage, Optional<RecordType>> type) {
    List<ReadResult> past = input.broken() ? List.of() : results(before, input, way, type);
    List<ReadResult> next = input.broken() ? List.of() : results(after, input, way, type);
    if (!input.broken() && past.isEmpty() && next.isEmpty()) {
      return; // it holds nothing that was asked for
    }
    inputs++;
    Map<String, Map<String, Object>> old = records(past);
    Map<String, Map<String, Object>> now = records(next);
    if (old.equals(now)) {
      return;
    }
    different++;
    String place = "  " + input.file() + (input.at().isPresent() ? ":" + input.at().getAsInt() : "") + ": ";
    TreeSet<String> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    for (String record : all) {
      if (!old.containsKey(record) || !now.containsKey(record)) {
        say.accept(place + record + ": only by " + (old.containsKey(record) ? before : after).stamp());
      } else if (!old.get(record).equals(now.get(record))) {
        say.accept(place + record + ": " + String.join(", ", fields(old.get(record), now.get(record))));
      }
    }
  }

  private static TreeSet<String> fields(Map<String, Object> old, Map<String, Object> now) {
    TreeSet<String> fields = new TreeSet<>(old.keySet());
    fields.addAll(now.keySet());
    fields.removeIf(field -> Objects.equals(old.get(field), now.get(field)));
    return fields;
  }

  private List<ReadResult> results(EhrPackage ehr, Input input, Function<EhrPackage, Optional<String>> way,
      Function<EhrPackage, Optional<RecordType>> type) {
    return way.apply(ehr)
        .map(one -> mapper.map(ehr, ways.overlay(), one, type.apply(ehr), input.bytes(), context)).orElse(List.of());
  }

  private Optional<String> first(EhrPackage ehr, Format format) {
    return ehr.interfaces().values().stream().filter(one -> one.format() == format).map(InterfaceSpec::name)
        .filter(name -> ways.interfaces().isEmpty() || ways.interfaces().contains(name)).findFirst();
  }

  /** By type; of several of one type, numbered. */
  private static Map<String, Map<String, Object>> records(List<ReadResult> results) {
    Map<String, Map<String, Object>> records = new LinkedHashMap<>();
    for (ReadResult result : results) {
      if (result instanceof ReadResult.Mapped mapped) {
        String name = mapped.type().label();
        for (int number = 2; records.containsKey(name); number++) {
          name = mapped.type().label() + " " + number;
        }
        records.put(name, mapped.fields());
      }
    }
    return records;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException broken) {
      return JSON.missingNode();
    }
  }
}
