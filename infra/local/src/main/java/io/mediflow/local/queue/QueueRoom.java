package io.mediflow.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

/** A room behind a queue. */
@FunctionalInterface
public interface QueueRoom {

  SQSBatchResponse handle(SQSEvent event);
}
