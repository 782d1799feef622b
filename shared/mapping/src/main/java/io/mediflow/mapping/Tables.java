package io.mediflow.mapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled tables: those of the bundled packages from the start (in a native executable from its build on), others when
 * they are first asked for, and for a while. Overlays change with their practice: each batch of changes parses its own, whose tables
 * serve that batch alone; its expressions are kept longer.
 */
final class Tables {

  /** Shared by all mappers, and pure: the same text always gives the same parsed expression. */
  static final Tables SHARED = new Tables();

  static final int MOST = 32;

  /** These two themselves, and none that equal them: whole overlays are not compared for each change. */
  private record Of(MappingTable table, Overlay overlay) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Of(MappingTable one, Overlay own) && one == table && own == overlay;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(table) + System.identityHashCode(overlay);
    }
  }

  private final Expressions expressions = new Expressions();
  private final Map<MappingTable, CompiledTable> bundled = new IdentityHashMap<>();
  private final Map<Of, CompiledTable> others = new HashMap<>();

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
    CompiledTable ready = plain ? bundled.get(spec.table()) : null;
    return ready != null ? ready : other(ehr, new Of(spec.table(), plain ? Overlay.NONE : overlay));
  }

  private CompiledTable other(EhrPackage ehr, Of asked) {
    synchronized (others) {
      if (others.size() >= MOST && !others.containsKey(asked)) {
        others.clear();
      }
      return others.computeIfAbsent(asked, one -> compile(ehr, one.table(), one.overlay()));
    }
  }

  private CompiledTable compile(EhrPackage ehr, MappingTable table, Overlay overlay) {
    return CompiledTable.of(ehr, table, overlay, expressions);
  }
}
