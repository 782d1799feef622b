package io.mediflow.writeback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.mapping.WriteContext;
import io.mediflow.mapping.WriteResult;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.write.Write;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.RecordFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One write as the mapping sees it: what to send, and whether a resource of the EHR holds it. It compares what the mapping reads of
 * the resource that we mean with what it reads of the resource that is there, so that the EHR's own spelling makes no difference.
 */
final class Draft {

  /** The mapping failed in a way that it promises not to; the write is set aside, others go on. */
  static final class MappingBroke extends RuntimeException {
    private static final long serialVersionUID = 1;

    MappingBroke(RuntimeException cause) {
      super("the mapping failed: " + cause.getClass().getSimpleName()); // its own message may hold values
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mapper mapper;
  private final Site site;
  private final Write write;
  private final UnaryOperator<String> standing;
  private final WriteContext writing;
  private final ReadContext reading;

  /** @param standing the record that is there now under an id: another one where that was merged */
  Draft(Mapper mapper, RecordIds ids, Site site, Write write, Map<String, String> sources, UnaryOperator<String> standing) {
    this.standing = standing;
    this.mapper = mapper;
    this.site = site;
    this.write = write;
    this.writing = new WriteContext(site.connection().zone(), sources);
    this.reading = new ReadContext(site.connection().zone(), (type, sourceId) ->
        ids.recordId(write.connection(), write.request().interfaceName(), type, sourceId));
  }

  /** All that the write sets: the caller's fields, the operation's own and, in a create, our id. */
  static Map<String, Object> wanted(OperationSpec operation, Write write) {
    Map<String, Object> wanted = new LinkedHashMap<>(write.request().fields());
    if (operation.verb() == OperationSpec.Verb.UPDATE) {
      // What the caller gave back as it saw it is no change.
      wanted.keySet().removeIf(field -> Values.same(write.request().base().get(field), wanted.get(field)));
    }
    wanted.putAll(operation.fixed());
    if (operation.verb() == OperationSpec.Verb.CREATE && operation.externalId().isPresent()) {
      wanted.put("externalId", write.externalId());
    }
    return wanted;
  }

  Preparation create() {
    return switch (guarded(this::made)) {
      case WriteResult.Ready ready -> new Preparation.Ready(new Transmission.Create(ready.resource()));
      case WriteResult.Refused refused -> new Preparation.Unmappable(refused.reasons());
    };
  }

  Preparation update(Holding current) {
    Map<String, Object> wanted = wanted(site.operation(), write);
    Optional<Map<String, Object>> held = read(current.body());
    if (held.isEmpty()) {
      return new Preparation.Unreadable();
    }
    return switch (guarded(() -> changed(current.body(), wanted))) {
      case WriteResult.Refused refused -> new Preparation.Unmappable(refused.reasons());
      case WriteResult.Ready all -> {
        Optional<Map<String, Object>> meant = read(all.resource());
        yield meant.isEmpty() ? new Preparation.Unreadable() : merged(current, held.get(), meant.get(), wanted);
      }
    };
  }

  private Preparation merged(
      Holding current, Map<String, Object> held, Map<String, Object> meant, Map<String, Object> wanted) {
    Merge merge = Merge.of(
        write.request().base(), held, meant, wanted.keySet(), site.operation().fixed().keySet());
    if (!merge.conflicts().isEmpty()) {
      return new Preparation.BothChanged(merge.conflicts());
    }
    if (merge.send().isEmpty()) {
      return new Preparation.AlreadySo(current);
    }
    Map<String, Object> send = only(wanted, merge.send());
    return switch (guarded(() -> changed(current.body(), send))) {
      case WriteResult.Refused refused -> new Preparation.Unmappable(refused.reasons());
      case WriteResult.Ready ready -> new Preparation.Ready(new Transmission.Update(
          current.id(), ready.patch(), current.versionTag(), only(held, merge.send())));
    };
  }

  /** Whether what the EHR holds is what we sent. */
  Finding compare(Holding holding) {
    Map<String, Object> wanted = wanted(site.operation(), write);
    WriteResult result = guarded(() -> switch (site.operation().verb()) {
      case CREATE -> made();
      case UPDATE -> changed(holding.body(), wanted);
    });
    Optional<Map<String, Object>> held = read(holding.body());
    Optional<Map<String, Object>> meant = switch (result) {
      case WriteResult.Ready ready -> read(withId(ready.resource(), holding.id()));
      case WriteResult.Refused refused -> Optional.empty();
    };
    if (held.isEmpty() || meant.isEmpty()) {
      return new Finding.Unreadable();
    }
    Set<String> different = new TreeSet<>();
    for (String field : wanted.keySet()) {
      if (!site.operation().changedByEhr().contains(field)
          && !Values.same(meant.get().get(field), held.get().get(field))
          && !isSameRecord(field, meant.get().get(field), held.get().get(field))) {
        different.add(field);
      }
    }
    return different.isEmpty() ? new Finding.Same(holding) : new Finding.Different(holding, different);
  }

  /** A chart that was merged meanwhile is the one that is left, whichever of the two the EHR still names. */
  private boolean isSameRecord(String field, Object meant, Object held) {
    return RecordFields.references(site.type()).contains(field) && meant instanceof String one && held instanceof String other
        && standing.apply(one).equals(standing.apply(other));
  }

  /** Whether this resource carries the id that we left with it. */
  boolean isOurs(byte[] resource) {
    return read(resource).map(fields -> write.externalId().equals(fields.get("externalId"))).orElse(false);
  }

  private WriteResult made() {
    return mapper.create(site.ehr(), site.overlay(), write.request().interfaceName(), site.type(), wanted(site.operation(), write), writing);
  }

  private WriteResult changed(byte[] current, Map<String, Object> changes) {
    return mapper.update(site.ehr(), site.overlay(), write.request().interfaceName(), site.type(), current, changes, writing);
  }

  private Optional<Map<String, Object>> read(byte[] resource) {
    return switch (guarded(() ->
        mapper.read(site.ehr(), site.overlay(), write.request().interfaceName(), resource, reading))) {
      case ReadResult.Mapped mapped -> Optional.of(mapped.fields());
      case ReadResult.Refused refused -> Optional.empty();
    };
  }

  /** A resource that we made has no id yet, and without one there is no record. */
  private static byte[] withId(byte[] resource, String id) {
    return guarded(() -> {
      try {
        return JSON.writeValueAsBytes(((ObjectNode) JSON.readTree(resource)).put("id", id));
      } catch (IOException notJson) {
        throw new UncheckedIOException(notJson);
      }
    });
  }

  static <T> T guarded(Supplier<T> mapping) {
    try {
      return mapping.get();
    } catch (RuntimeException broken) {
      throw new MappingBroke(broken);
    }
  }

  private static Map<String, Object> only(Map<String, Object> all, Set<String> fields) {
    Map<String, Object> some = new HashMap<>(all);
    some.keySet().retainAll(fields);
    return some;
  }
}
