package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
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

  private static final int MOST = 256;

  private final Expressions expressions = new Expressions();
  private final Map<MappingTable, CompiledTable> bundled = new IdentityHashMap<>();
  private final Map<MappingTable, CompiledTable> others = new IdentityHashMap<>();

  private Tables() {
    for (EhrPackage ehr : Packages.bundled().all()) {
      ehr.records().forEach(one -> bundled.put(one.table(), compile(ehr, one.table(), Overlay.NONE)));
    }
  }

  Optional<CompiledTable> find(EhrPackage ehr, Overlay overlay, String interfaceName, RecordType type) {
    return ehr.record(type, interfaceName).map(spec -> of(ehr, overlay, spec));
  }

  CompiledTable of(EhrPackage ehr, Overlay overlay, RecordSpec spec) {
    boolean plain = overlay.local().isEmpty() && overlay.rows(spec.table().format(), spec.type()).isEmpty();
    return plain ? plain(ehr, spec.table()) : compile(ehr, spec.table(), overlay);
  }

  private CompiledTable plain(EhrPackage ehr, MappingTable table) {
    CompiledTable ready = bundled.get(table);
    if (ready != null) {
      return ready;
    }
    synchronized (others) {
      if (others.size() >= MOST && !others.containsKey(table)) {
        others.clear();
      }
      return others.computeIfAbsent(table, one -> compile(ehr, one, Overlay.NONE));
    }
  }

  private CompiledTable compile(EhrPackage ehr, MappingTable table, Overlay overlay) {
    return CompiledTable.of(ehr, table, overlay, expressions);
  }
}
