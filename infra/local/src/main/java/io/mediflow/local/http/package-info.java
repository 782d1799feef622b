/** HTTP on loopback, turned into the events that API Gateway and function URLs give to rooms, and back. */
package io.mediflow.local.http;
