package io.mediflow.local;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

/** Loads HAPI and the packages while the embedded parts start, so that the first change need not wait for that. */
final class WarmUp {

  private WarmUp() {}

  static void run() {
    Mapper mapper = new Mapper();
    ReadContext context = new ReadContext(ZoneOffset.UTC, (type, id) -> id);
    for (EhrPackage ehr : Packages.bundled().all()) {
      for (RecordSpec spec : ehr.records()) {
        String empty = "{\"resourceType\":\"" + spec.table().resource() + "\",\"id\":\"none\"}";
        mapper.read(ehr, Overlay.NONE, spec.interfaceName(), empty.getBytes(StandardCharsets.UTF_8), context);
      }
    }
  }
}
