package io.mediflow.writeback;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.Overlay;

/**
 * Where a write goes.
 *
 * @param resource the EHR's resource type, for example {@code Patient}
 */
record Site(
    Connection connection, EhrPackage ehr, Overlay overlay, OperationSpec operation, String resource, Access access) {

  RecordType type() {
    return operation.type();
  }
}
