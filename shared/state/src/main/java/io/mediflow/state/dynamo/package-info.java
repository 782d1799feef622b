/** Stores in DynamoDB tables: one class for keys, explicit attributes, every guard a condition. */
package io.mediflow.state.dynamo;
