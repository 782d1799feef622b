/**
 * webhook-intake: takes an EHR's notification, once it is proved to come from there, and hands it to the change queue.
 *
 * <p>Trigger: HTTP, {@code POST} or {@code PUT} to {@code /hooks/{connection}/{interface}} or {@code
 * /hooks/{connection}/{interface}/{ResourceType}/{id}}. The sender is verified over header and raw bytes before anything is
 * parsed, by the mechanism that the package names: a secret in a header, an HMAC of the body, or Standard Webhooks (with a time).
 *
 * <p>Input, told apart by what is in it:
 *
 * <ul>
 *   <li>rest-hook with payload (http://hl7.org/fhir/R4/subscription.html): a resource with {@code meta.lastUpdated} travels
 *       inline; without one, or without a body, it is only a hint, and change-mapping fetches it. What cannot be parsed travels
 *       as it came: change-mapping fetches the true resource where the path names it, else quarantines the body;
 *   <li>a subscription's bundle (https://hl7.org/fhir/uv/subscriptions-backport), in R4's form or R4B's, and a vendor's events
 *       in that form: each event's focus is a hint, each resource that comes along travels inline as above, entries of types that
 *       the package does not follow are passed over. An event that does not say what it is about, or only in the words of another
 *       interface from which no single record can be read, makes the flows that would list it due. Handshake and heartbeat queue
 *       nothing.
 * </ul>
 *
 * <p>An interface of format HL7 v2 takes messages instead ({@code application/hl7-v2}), posted by our agent in the practice's network
 * or by an interface engine: UTF-8, one message or a batch. They are looked at no further than their first three letters, and queued
 * whole, without type and id.
 *
 * <p>To {@code /hooks/{connection}/{interface}/outbound} of such an interface our agent posts what became of the message that it was
 * handed last ({@code {"outcome":{"sequence":7,"result":"accepted","code":"AA","text":"","sends":1}}}, or {@code {}}), and is answered
 * with the next one: {@code {"sequence":8,"controlId":"C8","message":"MSH|..."}}, or 204. It signs as Standard Webhooks does, with the
 * interface's secret, whatever the package says of notifications.
 *
 * <p>To {@code /hooks/{connection}/{interface}/alive} of such an interface our agent posts once a minute what it says of itself
 * ({@code {"queued":3,"oldestSeconds":12,"refused":0,"certificateEnds":"2027-03-01T00:00:00Z"}}), signed in the same way; it is kept for
 * freshness-check and the page, and answered 204.
 *
 * <p>Output: 204 once the queue has taken every change, or when the package does not follow that resource type. A number that is
 * missing among a subscription's events makes the flows that it feeds due, at once where no window of theirs is under way; the count
 * moves only then, so that the next notification or heartbeat asks again. Of a subscription that we made, where the EHR tells events
 * again, scheduled-polling asks for them at the next tick instead, and the count moves with the answer. What no flow lists is counted and named in the log.
 *
 * <p>Redelivery, disorder and replay: a change's id is made of what it says, so a redelivery has the same one, and
 * change-mapping's conditional put is the only arbiter: a hint fetches what the EHR holds now, and an older resource loses by its {@code
 * lastUpdated}. So somebody who sends a signed notification again inside the window can cause a fetch and nothing else; outside it
 * he is refused. A mechanism without a time has no window, and needs none for the same reason.
 *
 * <p>Tables: reads connections; moves {@code lastNotification} and due times of flows; keeps the numbers of subscriptions with them, and reads which are ours;
 * reads messages out and keeps their outcomes; keeps an agent's sign of life with what is watched. Metrics: {@code notificationsRefused} by reason, {@code notificationGaps} by whether
 * something lists what is missing, {@code subscriptionsBroken}, {@code outboundSettled} by result.
 *
 * <p>On failure: 401 for everything that is not proved (unknown connection or interface, wrong or missing secret, another time: one
 * answer, so that nobody can ask what there is); 404 for another path, 405; 413 for a body that is too large (before it is read) or a
 * bundle of too many events (none is taken), 415 for anything but uncompressed JSON (of a feed HL7 v2), 400 for nesting that is too
 * deep, a notification about nothing, a bundle that does not say why it is sent, of a feed what is no UTF-8 or no message, or of an agent what is no report; 503
 * when the connection is paused or the queue has not taken the change, so that the sender tries again. Nothing of a body or header is logged.
 */
package io.mediflow.webhookintake;
