/** Notifications after each change: rest-hook with the resource, or a subscription's bundles, signed as the subscriber asks. */
package io.mediflow.sandbox.push;
