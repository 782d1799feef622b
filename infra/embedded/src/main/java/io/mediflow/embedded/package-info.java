/** DynamoDB Local and ElasticMQ in this JVM, with the tables and queues that {@code template.yaml} declares; it knows nothing of the rooms. */
package io.mediflow.embedded;
