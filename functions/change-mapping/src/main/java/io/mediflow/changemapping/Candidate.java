package io.mediflow.changemapping;

import io.mediflow.model.record.StoredRecord;
import java.time.Instant;

/** What a change says of a record. */
sealed interface Candidate {

  /** Version 0, not yet put. */
  StoredRecord record();

  /** The same of another record: under another id, with other ids in it. */
  Candidate of(StoredRecord other);

  /** When the fetch began that says so; for what was pushed, when it arrived. Epoch milliseconds. */
  long fetchStart();

  /**
   * The resource, mapped.
   *
   * @param record version 0, not yet put
   * @param pushed whether it came with a notification: it was true when it was sent, which we do not know
   */
  record Present(StoredRecord record, boolean pushed) implements Candidate {

    @Override
    public Candidate of(StoredRecord other) {
      return new Present(other, pushed);
    }

    @Override
    public long fetchStart() {
      return record.fetchStart();
    }
  }

  /**
   * The EHR has it no more, or shows it to us no more.
   *
   * @param tombstone version 0, with the ending: what is stored when we never saw a record that is gone for good
   */
  record Gone(StoredRecord tombstone) implements Candidate {

    @Override
    public StoredRecord record() {
      return tombstone;
    }

    @Override
    public Candidate of(StoredRecord other) {
      return new Gone(other);
    }

    @Override
    public long fetchStart() {
      return tombstone.fetchStart();
    }

    Instant fetchedAt() {
      return tombstone.fetchedAt();
    }
  }
}
