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

/**
 * Makes one DynamoDB call and answers: no mapping, no HTTP client, no meters. The call is an update, because that is the
 * one call that change-mapping makes of a marker.
 */
@ApplicationScoped
public class BareFunction {

  private final DynamoDbClient dynamo;
  private final String table;

  BareFunction(DynamoDbClient dynamo, @ConfigProperty(name = "mediflow.tables.flows") String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Funq("bare")
  public SQSBatchResponse call(SQSEvent event) {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("bare"), "sk", AttributeValue.fromS("bare"));
    dynamo.updateItem(request -> request.tableName(table).key(key).updateExpression("SET seen = :seen")
        .expressionAttributeValues(Map.of(":seen", AttributeValue.fromS("now"))));
    return new SQSBatchResponse(List.of());
  }
}
