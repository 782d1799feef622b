package io.mediflow.cli.map;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Overlay;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What inputs become by one package and by another: names of fields and places of inputs only, since values are patients'. */
public final class RecordDiff {

  private final EhrPackage before;
  private final EhrPackage after;
  private final Overlay overlay;
  private final Optional<RecordType> only;
  private final Consumer<String> say;
  private final ReadContext context;
  private final Mapper mapper = new Mapper();
  private int inputs;
  private int different;

  public RecordDiff(
      EhrPackage before, EhrPackage after, Overlay overlay, ZoneId zone, Optional<RecordType> only, Consumer<String> say) {
    this.before = before;
    this.after = after;
    this.overlay = overlay;
    this.only = only;
    this.say = say;
    this.context = new ReadContext(zone, (type, sourceId) -> type.label() + "/" + sourceId);
  }

  /** @param given a file or a folder */
  public void compare(String given) {
    new Inputs(this::compare).read(given);
  }

  public int inputs() {
    return inputs;
  }

  public int different() {
    return different;
  }

  private void compare(Input input) {
    inputs++;
    Map<String, Map<String, Object>> old = input.broken() ? Map.of() : records(before, input);
    Map<String, Map<String, Object>> now = input.broken() ? Map.of() : records(after, input);
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

  /** The records that it becomes; of several of one type, numbered. */
  private Map<String, Map<String, Object>> records(EhrPackage ehr, Input input) {
    Map<String, Map<String, Object>> records = new LinkedHashMap<>();
    Optional<String> way = ehr.interfaces().values().stream()
        .filter(one -> one.format() == input.format()).map(InterfaceSpec::name).findFirst();
    if (way.isPresent()) {
      for (ReadResult result : mapper.map(ehr, overlay, way.get(), only, input.bytes(), context)) {
        if (result instanceof ReadResult.Mapped mapped) {
          String name = mapped.type().label();
          for (int number = 2; records.containsKey(name); number++) {
            name = mapped.type().label() + " " + number;
          }
          records.put(name, mapped.fields());
        }
      }
    }
    return records;
  }
}
