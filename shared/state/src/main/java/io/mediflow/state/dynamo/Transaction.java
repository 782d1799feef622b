package io.mediflow.state.dynamo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Writes several items or none. Conflicts with other transactions (all of a connection's meet in its counts) are tried again. */
final class Transaction {

  static final int DONE = -1;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Transaction() {}

  /**
   * {@link #DONE}, or the index of the first item whose condition does not hold.
   *
   * @throws RuntimeException when it could not be written in 3 s
   */
  static int write(DynamoDbClient client, List<TransactWriteItem> items) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    for (long pause = 5; ; pause = Math.min(200, pause * 2)) {
      try {
        client.transactWriteItems(request -> request.transactItems(items));
        return DONE;
      } catch (TransactionCanceledException cancelled) {
        int failed = failed(cancelled.cancellationReasons());
        if (failed != DONE) {
          return failed;
        }
        waitOrThrow(cancelled, giveUp, pause);
      } catch (TransactionConflictException conflict) {
        waitOrThrow(conflict, giveUp, pause);
      }
    }
  }

  private static int failed(List<CancellationReason> reasons) {
    for (int index = 0; index < reasons.size(); index++) {
      if ("ConditionalCheckFailed".equals(reasons.get(index).code())) {
        return index;
      }
    }
    return DONE;
  }

  private static void waitOrThrow(RuntimeException conflict, long giveUp, long pause) {
    if (System.nanoTime() > giveUp) {
      throw conflict;
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, pause + 1));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw conflict;
    }
  }
}
