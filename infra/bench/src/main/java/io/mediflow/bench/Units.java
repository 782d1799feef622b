package io.mediflow.bench;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * What rooms take of DynamoDB and SQS, counted beside every client of this process: units as DynamoDB Local reckons them, those of
 * indexes included, and requests. Found by the SDK under {@code software/amazon/awssdk/global/handlers}.
 */
public final class Units implements ExecutionInterceptor {

  private static final DoubleAdder READ = new DoubleAdder();
  private static final DoubleAdder WRITTEN = new DoubleAdder();
  private static final LongAdder QUEUE_REQUESTS = new LongAdder();

  /** Read and write units, and requests to queues. */
  record Taken(double read, double written, double queueRequests) {

    Taken per(int count) {
      return new Taken(read / count, written / count, queueRequests / count);
    }
  }

  static void forget() {
    READ.reset();
    WRITTEN.reset();
    QUEUE_REQUESTS.reset();
  }

  static Taken taken() {
    return new Taken(READ.sum(), WRITTEN.sum(), QUEUE_REQUESTS.sum());
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case GetItemRequest one -> one.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case BatchGetItemRequest one -> one.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case PutItemRequest one -> one.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case UpdateItemRequest one -> one.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
      case SdkRequest other -> other;
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case GetItemResponse one -> add(READ, one.consumedCapacity());
      case BatchGetItemResponse many -> many.consumedCapacity().forEach(one -> add(READ, one));
      case PutItemResponse one -> add(WRITTEN, one.consumedCapacity());
      case UpdateItemResponse one -> add(WRITTEN, one.consumedCapacity());
      default -> {
        if ("Sqs".equals(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME))) {
          QUEUE_REQUESTS.increment();
        }
      }
    }
  }

  private static void add(DoubleAdder sum, ConsumedCapacity taken) {
    if (taken != null && taken.capacityUnits() != null) {
      sum.add(taken.capacityUnits());
    }
  }
}
