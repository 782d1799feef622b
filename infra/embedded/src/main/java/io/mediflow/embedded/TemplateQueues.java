package io.mediflow.embedded;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Makes the queues that the template declares, under their logical ids, with visibility timeout, retention and redrive. */
public final class TemplateQueues {

  private final TemplateReader template;

  public TemplateQueues(TemplateReader template) {
    this.template = template;
  }

  /** Makes what is missing and brings what is there up to the template; gives each queue's URL by logical id. */
  public Map<String, String> createIn(SqsClient sqs) {
    Map<String, String> urls = new LinkedHashMap<>();
    Map<String, Map<String, Object>> queues = template.ofType("AWS::SQS::Queue");
    for (boolean withRedrive : new boolean[] {false, true}) { // dead-letter queues first: redrive needs their ARN
      queues.forEach((name, properties) -> {
        if (properties.containsKey("RedrivePolicy") == withRedrive) {
          urls.put(name, create(sqs, name, attributes(sqs, properties, urls)));
        }
      });
    }
    return urls;
  }

  private static String create(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
    try {
      String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
      if (!attributes.isEmpty()) {
        sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(attributes));
      }
      return url;
    } catch (QueueDoesNotExistException missing) {
      return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
    }
  }

  private static Map<QueueAttributeName, String> attributes(
      SqsClient sqs, Map<String, Object> properties, Map<String, String> urls) {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    if (properties.get("VisibilityTimeout") instanceof Integer seconds) {
      attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, seconds.toString());
    }
    Map<String, Object> redrive = TemplateReader.map(properties.get("RedrivePolicy"));
    if (!redrive.isEmpty()) {
      String dead = urls.get(TemplateReader.target(redrive.get("deadLetterTargetArn")));
      String arn = sqs.getQueueAttributes(request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
          .attributes().get(QueueAttributeName.QUEUE_ARN);
      attributes.put(QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%s}".formatted(arn, redrive.get("maxReceiveCount")));
    }
    return attributes;
  }
}
