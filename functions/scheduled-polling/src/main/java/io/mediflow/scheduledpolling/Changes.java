package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.packages.EhrPackage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changes of what was listed. */
final class Changes {

  private static final byte[] NO_BODY = {};

  private Changes() {}

  /** What the package follows, and what nobody can place: change-mapping sets that aside, and the window goes on. */
  static List<EhrPage.Entry> followed(FlowId id, EhrPackage ehr, EhrPage page) {
    return page.resources().stream().filter(one -> isFollowed(id, ehr, one)).toList();
  }

  static boolean isFollowed(FlowId id, EhrPackage ehr, EhrPage.Entry one) {
    return one.type().isEmpty() || ehr.recordFrom(id.interfaceName(), one.type()).isPresent();
  }

  static Change of(FlowId id, EhrPage.Entry one, long fetchStart) {
    return change(id, one.type().isEmpty() ? null : one.type(), one.id().isEmpty() ? null : one.id(), one.body(),
        new String(one.body(), StandardCharsets.UTF_8), fetchStart);
  }

  /** A hint without a body: change-mapping reads it by its id. */
  static Change hint(FlowId id, String type, String sourceId, long at) {
    return change(id, type, sourceId, NO_BODY, null, at);
  }

  private static Change change(FlowId id, String type, String sourceId, byte[] bytes, String body, long fetchStart) {
    return new Change(ChangeIds.of(id.connection(), id.interfaceName(), type, sourceId, bytes), Change.Origin.POLL,
        id.connection(), id.interfaceName(), type, sourceId, body, null, fetchStart, 0);
  }
}
