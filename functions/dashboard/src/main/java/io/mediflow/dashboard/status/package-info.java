/** What is known of one connection, gathered once, for the page and for applications. */
package io.mediflow.dashboard.status;
