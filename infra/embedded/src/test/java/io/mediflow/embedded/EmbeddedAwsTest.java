package io.mediflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EmbeddedAwsTest {

  private static final TemplateReader TEMPLATE = TemplateReader.ofThisProject();

  @TempDir
  Path temp;

  @Test
  void makesTheTablesAndQueuesOfTheTemplate() {
    try (EmbeddedAws aws = EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.IN_MEMORY);
        DynamoDbClient dynamo = aws.dynamo();
        SqsClient sqs = aws.sqs()) {
      assertEquals(TEMPLATE.ofType("AWS::DynamoDB::Table").keySet(), java.util.Set.copyOf(dynamo.listTables().tableNames()));
      assertEquals(TEMPLATE.ofType("AWS::SQS::Queue").keySet(), aws.queueUrls().keySet());
      var change = sqs.getQueueAttributes(request -> request.queueUrl(aws.queueUrls().get("ChangeMappingQueue"))
          .attributeNames(QueueAttributeName.ALL)).attributes();
      assertTrue(change.get(QueueAttributeName.REDRIVE_POLICY).contains("ChangeMappingDeadLetterQueue"));
      assertEquals(TEMPLATE.ofType("AWS::SQS::Queue").get("ChangeMappingQueue").get("VisibilityTimeout").toString(),
          change.get(QueueAttributeName.VISIBILITY_TIMEOUT));
      assertEquals("RecordsTable", aws.config().get("mediflow.tables.records"));
      assertEquals(aws.queueUrls().get("WriteBackQueue"), aws.config().get("mediflow.queues.write-back"));
    }
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() throws IOException {
    try (EmbeddedAws aws = EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.IN_MEMORY)) {
      for (int port : new int[] {aws.dynamoEndpoint().getPort(), aws.sqsEndpoint().getPort()}) {
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
          for (InetAddress address : card.inetAddresses().filter(one -> !one.isLoopbackAddress()).toList()) {
            assertThrows(IOException.class, () -> connect(address, port));
          }
        }
        connect(InetAddress.getLoopbackAddress(), port);
      }
    }
  }

  @Test
  void keepsItemsAndMessagesAndShowsMessagesInFlightAtOnceAfterARestart() {
    String queue;
    try (EmbeddedAws aws = EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.onDisk(temp));
        DynamoDbClient dynamo = aws.dynamo();
        SqsClient sqs = aws.sqs()) {
      dynamo.putItem(request -> request.tableName("WatchTable")
          .item(Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"))));
      queue = aws.queueUrls().get("ChangeMappingQueue");
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("kept"));
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("in flight"));
      assertEquals(2, sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().size());
    }
    try (EmbeddedAws aws = EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.onDisk(temp));
        DynamoDbClient dynamo = aws.dynamo();
        SqsClient sqs = aws.sqs()) {
      assertEquals(1, dynamo.scan(request -> request.tableName("WatchTable")).count());
      assertEquals(2, sqs.receiveMessage(request -> request.queueUrl(aws.queueUrls().get("ChangeMappingQueue"))
          .maxNumberOfMessages(10)).messages().size());
    }
  }

  @Test
  void saysThatAnotherProcessHoldsTheFolder() {
    try (EmbeddedAws first = EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.onDisk(temp))) {
      assertTrue(told(EmbeddedAws.Options.onDisk(temp)).contains("in use by another MediFlow process"));
      assertTrue(first.tables().contains("RecordsTable"));
    }
  }

  @Test
  void refusesAFolderThatIsNotOurs() throws IOException {
    Files.writeString(temp.resolve("thesis.txt"), "mine");
    assertTrue(told(EmbeddedAws.Options.onDisk(temp)).contains("is not a MediFlow data folder"));
    assertEquals("mine", Files.readString(temp.resolve("thesis.txt")));
  }

  @Test
  void saysWhatToDoWithDamagedFiles() throws IOException {
    EmbeddedAws.start(TEMPLATE, EmbeddedAws.Options.onDisk(temp)).close();
    for (String file : new String[] {"queues.mv.db", "shared-local-instance.db"}) {
      Path path = temp.resolve(file);
      byte[] whole = Files.readAllBytes(path);
      Files.write(path, "half a file".repeat(1000).getBytes());
      String sentence = told(EmbeddedAws.Options.onDisk(temp));
      assertTrue(sentence.contains("cut short or damaged") && sentence.contains(temp.toString()), sentence);
      Files.write(path, whole);
    }
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertTrue(told(new EmbeddedAws.Options(Optional.empty(), port, 0)).startsWith("Port " + port + " is taken"));
      assertTrue(told(new EmbeddedAws.Options(Optional.empty(), 0, port)).startsWith("Port " + port + " is taken"));
    }
  }

  private static String told(EmbeddedAws.Options options) {
    return assertThrows(EmbeddedFailure.class, () -> EmbeddedAws.start(TEMPLATE, options).close()).getMessage();
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
    }
  }
}
