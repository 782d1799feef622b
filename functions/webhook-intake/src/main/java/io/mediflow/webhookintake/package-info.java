/**
 * webhook-intake: takes an EHR's notification, once it is proved to come from there, and hands it to the change queue.
 *
 * <p>Trigger: HTTP, {@code POST} or {@code PUT} to {@code /hooks/{connection}/{interface}} or {@code
 * /hooks/{connection}/{interface}/{ResourceType}/{id}} (rest-hook with payload,
 * http://hl7.org/fhir/R4/subscription.html). The sender is verified over the raw header before the body is parsed.
 *
 * <p>Output: 204 once the queue has taken the change, or when the package does not follow that resource type. A
 * resource with {@code meta.lastUpdated} travels inline; without one, or without a body, it is only a hint, and
 * change-mapping fetches it. What cannot be parsed travels as it came: change-mapping fetches the true resource where
 * the path names it, else quarantines the body.
 *
 * <p>Tables: reads connections; moves {@code lastNotification} of a flow.
 *
 * <p>On failure: 401 for everything that is not proved (unknown connection or interface, wrong or missing secret: one
 * answer, so that nobody can ask what there is); 404 for another path, 405, 413, 415, 400 for nesting that is too
 * deep or a notification about nothing; 503 when the connection is paused or the queue has not taken the change, so
 * that the sender tries again.
 */
package io.mediflow.webhookintake;
