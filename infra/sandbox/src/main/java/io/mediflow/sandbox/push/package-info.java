/** Rest-hook notifications: the full resource is put to the subscriber after each change. */
package io.mediflow.sandbox.push;
