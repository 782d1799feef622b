/** SMART Backend Services as an EHR does them: registered clients, verified assertions, short-lived tokens, scopes. */
package io.mediflow.sandbox.smart;
