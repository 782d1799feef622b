package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled tables: those of the bundled packages from the start (in a native executable from its build on), others when
 * they are first asked for. Overlays change with their practice, so only their expressions are kept.
 */
final class Tables {

  /** Shared by all mappers, and pure: the same text always gives the same parsed expression. */
  static final Tables SHARED = new Tables();

  private static final int MOST = 32;

  private final Expressions expressions = new Expressions();
  private final Map<EhrPackage, Map<RecordType, CompiledTable>> bundled = new IdentityHashMap<>();
  private final Map<EhrPackage, Map<RecordType, CompiledTable>> others = new IdentityHashMap<>();

  private Tables() {
    Packages.bundled().all().forEach(one -> bundled.put(one, compile(one)));
  }

  Optional<CompiledTable> find(EhrPackage ehr, Overlay overlay, RecordType type) {
    return Optional.ofNullable(of(ehr).get(type)).map(table -> table.with(ehr, overlay, expressions));
  }

  private Map<RecordType, CompiledTable> of(EhrPackage ehr) {
    Map<RecordType, CompiledTable> ready = bundled.get(ehr);
    if (ready != null) {
      return ready;
    }
    synchronized (others) {
      if (others.size() >= MOST && !others.containsKey(ehr)) {
        others.clear();
      }
      return others.computeIfAbsent(ehr, this::compile);
    }
  }

  private Map<RecordType, CompiledTable> compile(EhrPackage ehr) {
    Map<RecordType, CompiledTable> tables = new EnumMap<>(RecordType.class);
    ehr.records().forEach((type, spec) -> tables.put(type, CompiledTable.of(ehr, spec.table(), expressions)));
    return tables;
  }
}
