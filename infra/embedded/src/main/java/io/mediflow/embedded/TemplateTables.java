package io.mediflow.embedded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/** Makes the tables that the template declares, under their logical ids, with their keys and indexes. */
public final class TemplateTables {

  private final TemplateReader template;

  public TemplateTables(TemplateReader template) {
    this.template = template;
  }

  /** Makes what is missing; the names are the logical ids. */
  public List<String> createIn(DynamoDbClient dynamo) {
    Set<String> there = new HashSet<>();
    dynamo.listTablesPaginator().tableNames().forEach(there::add);
    Map<String, Map<String, Object>> tables = template.ofType("AWS::DynamoDB::Table");
    tables.forEach((name, properties) -> {
      if (!there.contains(name)) {
        dynamo.createTable(request(name, properties));
        dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(name));
      }
    });
    return List.copyOf(tables.keySet());
  }

  private static CreateTableRequest request(String name, Map<String, Object> properties) {
    CreateTableRequest.Builder request = CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(keys(properties))
        .attributeDefinitions(TemplateReader.list(properties.get("AttributeDefinitions")).stream()
            .map(TemplateReader::map)
            .map(one -> AttributeDefinition.builder()
                .attributeName((String) one.get("AttributeName"))
                .attributeType((String) one.get("AttributeType"))
                .build())
            .toList());
    List<GlobalSecondaryIndex> global = new ArrayList<>();
    for (Object index : TemplateReader.list(properties.get("GlobalSecondaryIndexes"))) {
      Map<String, Object> one = TemplateReader.map(index);
      global.add(GlobalSecondaryIndex.builder()
          .indexName((String) one.get("IndexName")).keySchema(keys(one)).projection(projection(one)).build());
    }
    List<LocalSecondaryIndex> local = new ArrayList<>();
    for (Object index : TemplateReader.list(properties.get("LocalSecondaryIndexes"))) {
      Map<String, Object> one = TemplateReader.map(index);
      local.add(LocalSecondaryIndex.builder()
          .indexName((String) one.get("IndexName")).keySchema(keys(one)).projection(projection(one)).build());
    }
    if (!global.isEmpty()) {
      request.globalSecondaryIndexes(global);
    }
    if (!local.isEmpty()) {
      request.localSecondaryIndexes(local);
    }
    return request.build();
  }

  private static List<KeySchemaElement> keys(Map<String, Object> properties) {
    return TemplateReader.list(properties.get("KeySchema")).stream()
        .map(TemplateReader::map)
        .map(one -> KeySchemaElement.builder()
            .attributeName((String) one.get("AttributeName"))
            .keyType((String) one.get("KeyType"))
            .build())
        .toList();
  }

  private static Projection projection(Map<String, Object> index) {
    Map<String, Object> declared = TemplateReader.map(index.get("Projection"));
    Projection.Builder projection = Projection.builder().projectionType((String) declared.get("ProjectionType"));
    List<String> others =
        TemplateReader.list(declared.get("NonKeyAttributes")).stream().map(String::valueOf).toList();
    return others.isEmpty() ? projection.build() : projection.nonKeyAttributes(others).build();
  }
}
