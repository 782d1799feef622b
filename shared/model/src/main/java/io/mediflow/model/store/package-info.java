/** Ports that belong to no single subject: bodies, secrets, sessions, pages. */
package io.mediflow.model.store;
