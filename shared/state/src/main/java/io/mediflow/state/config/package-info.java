/** What a deployment says of its tables, queues and keys; whatever a room does not use may be missing. */
package io.mediflow.state.config;
