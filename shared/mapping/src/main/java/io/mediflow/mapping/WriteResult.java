package io.mediflow.mapping;

import io.mediflow.model.record.Problem;
import java.util.List;

/** What mapping a write came to. */
public sealed interface WriteResult {

  /**
   * It can be sent.
   *
   * @param resource the whole resource as it should be, JSON
   * @param patch    JSON Patch (RFC 6902) that makes it from the current one, each change behind a test of the old value; empty for a create
   */
  record Ready(byte[] resource, byte[] patch) implements WriteResult {}

  /** It cannot be mapped; nothing may be sent. */
  record Refused(List<Problem> reasons) implements WriteResult {}
}
