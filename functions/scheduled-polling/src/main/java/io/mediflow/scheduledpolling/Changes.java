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
    return change(id, Change.Origin.POLL, one.type().isEmpty() ? null : one.type(), one.id().isEmpty() ? null : one.id(), one.body(),
        new String(one.body(), StandardCharsets.UTF_8), fetchStart);
  }

  /** A hint without a body: change-mapping reads it by its id. */
  static Change hint(FlowId id, String type, String sourceId, long at) {
    return change(id, Change.Origin.POLL, type, sourceId, NO_BODY, null, at);
  }

  /** A hint that a comparison gives: change-mapping reads it by its id, when nothing else waits. */
  static Change doubted(FlowId id, String type, String sourceId, long at) {
    return change(id, Change.Origin.RECONCILIATION, type, sourceId, NO_BODY, null, at);
  }

  /** What a comparison can only leave to change-mapping, with its content. */
  static Change undated(FlowId id, EhrPage.Entry one, long fetchStart) {
    return change(id, Change.Origin.RECONCILIATION, one.type(), one.id(), one.body(), new String(one.body(), StandardCharsets.UTF_8),
        fetchStart);
  }

  private static Change change(
      FlowId id, Change.Origin origin, String type, String sourceId, byte[] bytes, String body, long fetchStart) {
    return new Change(ChangeIds.of(id.connection(), id.interfaceName(), type, sourceId, bytes), origin, id.connection(),
        id.interfaceName(), type, sourceId, body, null, fetchStart, 0);
  }
}
