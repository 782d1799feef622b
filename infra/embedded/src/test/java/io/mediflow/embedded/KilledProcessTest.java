package io.mediflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class KilledProcessTest {

  private static final int KILL_AFTER = 60;

  @TempDir
  Path folder;

  @Test
  void whatWasAcknowledgedOutlivesAKilledProcess() throws Exception {
    Set<String> acknowledged = killedInTheMiddle();
    try (EmbeddedAws aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.onDisk(folder));
        DynamoDbClient dynamo = aws.dynamo();
        SqsClient sqs = aws.sqs()) {
      Set<String> items = new HashSet<>();
      dynamo.scan(request -> request.tableName("WatchTable")).items().forEach(item -> items.add(item.get("pk").s()));
      assertTrue(items.containsAll(acknowledged), () -> "lost items: " + items.size() + " of " + acknowledged.size());
      Set<String> messages = new HashSet<>();
      String queue = aws.queueUrls().get("ChangeMappingQueue");
      for (int turn = 0; turn < 200 && !messages.containsAll(acknowledged); turn++) {
        sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
            .map(Message::body).forEach(messages::add);
      }
      assertTrue(messages.containsAll(acknowledged), () -> "lost messages: " + messages.size() + " of " + acknowledged.size());
    }
  }

  /** What the child process had acknowledged when it was killed while it was writing. */
  private Set<String> killedInTheMiddle() throws IOException, InterruptedException {
    Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dmediflow.root=" + System.getProperty("mediflow.root", ""), "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), KilledProcessTest.class.getName(), folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ack-")) {
          acknowledged.add(line);
        }
        if (acknowledged.size() == KILL_AFTER) {
          child.toHandle().destroyForcibly(); // leaves what it wrote to be read
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertEquals(137, child.waitFor(), "the child was killed and did not end by itself");
    return acknowledged;
  }

  /** The child: writes an item and a message, says so, and goes on until it is killed. */
  public static void main(String[] arguments) {
    EmbeddedAws aws = EmbeddedAws.start(
        TemplateReader.ofThisProject(), EmbeddedAws.Options.onDisk(Path.of(arguments[0])));
    DynamoDbClient dynamo = aws.dynamo();
    SqsClient sqs = aws.sqs();
    for (int number = 0; ; number++) {
      String id = "ack-" + number;
      dynamo.putItem(request -> request.tableName("WatchTable")
          .item(Map.of("pk", AttributeValue.fromS(id), "sk", AttributeValue.fromS(id))));
      sqs.sendMessage(request -> request.queueUrl(aws.queueUrls().get("ChangeMappingQueue")).messageBody(id));
      System.out.println(id);
    }
  }
}
