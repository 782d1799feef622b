package io.mediflow.state.event;

import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.testkit.PublishedApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventJsonTest {

  @ParameterizedTest
  @EnumSource
  void anEventIsAsItIsPublished(Ending ending) {
    PublishedApi.conforms("RecordChanged",
        EventJson.of(new RecordChanged("elm", RecordType.PATIENT, "abcdefghijklmnopqrstuvwxyz", 3, ending)).toString());
  }
}
