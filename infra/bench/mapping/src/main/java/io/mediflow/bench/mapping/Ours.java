package io.mediflow.bench.mapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One package of this build, its tables run by the engine as a practice without an overlay runs them. */
final class Ours {

  private static final ReadContext CONTEXT =
      new ReadContext(ZoneId.of("America/New_York"), (type, id) -> type.label() + "-" + id);

  private final Mapper mapper = new Mapper();
  private final EhrPackage ehr;
  private final String interfaceName;

  private Ours(EhrPackage ehr, String interfaceName) {
    this.ehr = ehr;
    this.interfaceName = interfaceName;
  }

  /** Empty when this build has no such package. */
  static Optional<Ours> hl7() {
    return find("hl7v2", "feed");
  }

  static Ours fhir() {
    return find("smart-r4", "fhir").orElseThrow();
  }

  private static Optional<Ours> find(String name, String interfaceName) {
    return Packages.bundled().all().stream()
        .filter(one -> one.name().equals(name) && one.interfaces().containsKey(interfaceName)).findFirst()
        .map(one -> new Ours(one, interfaceName));
  }

  List<ReadResult> map(byte[] message) {
    return mapper.map(ehr, Overlay.NONE, interfaceName, Optional.empty(), message, CONTEXT);
  }

  ReadResult read(byte[] resource) {
    return mapper.read(ehr, Overlay.NONE, interfaceName, resource, CONTEXT);
  }

  /** Records made of a message. */
  long records(byte[] message) {
    return map(message).stream().filter(one -> one instanceof ReadResult.Mapped).count();
  }
}
