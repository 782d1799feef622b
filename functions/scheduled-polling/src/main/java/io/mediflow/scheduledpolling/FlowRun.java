package io.mediflow.scheduledpolling;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.ehr.Access;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.time.Duration;

/** All that a window needs to know of its flow; durations are scaled. */
record FlowRun(
    Connection connection, RecordSpec spec, ChangeStrategy listing, EhrPackage ehr, Access access, Duration interval,
    Duration overlap) {}
