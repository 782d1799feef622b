/** Signing keys and secrets: KMS and Secrets Manager, or one key store file on one machine. */
package io.mediflow.state.key;
