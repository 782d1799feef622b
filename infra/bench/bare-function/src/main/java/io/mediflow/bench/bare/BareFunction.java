package io.mediflow.bench.bare;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes one DynamoDB read and answers: no mapping, no HTTP client, no meters. */
@ApplicationScoped
public class BareFunction {

  private final DynamoDbClient dynamo;
  private final String table;

  BareFunction(DynamoDbClient dynamo, @ConfigProperty(name = "mediflow.tables.connections") String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Funq("bare")
  public SQSBatchResponse read(SQSEvent event) {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("nobody"), "sk", AttributeValue.fromS("nobody"));
    dynamo.getItem(request -> request.tableName(table).key(key).consistentRead(true));
    return new SQSBatchResponse(List.of());
  }
}
