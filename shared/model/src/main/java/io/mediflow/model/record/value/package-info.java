/** The shapes of record fields that are more than a text: what their JSON objects hold. */
package io.mediflow.model.record.value;
