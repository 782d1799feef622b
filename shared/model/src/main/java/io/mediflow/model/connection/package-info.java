/** One practice's EHR, the interfaces into it, and the applications that may use it. */
package io.mediflow.model.connection;
