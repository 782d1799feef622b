package io.mediflow.webhookintake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a look at a body found. */
sealed interface Payload {

  record Empty() implements Payload {}

  /** Beyond the limits of depth (or of the length of names and numbers). */
  record TooDeep() implements Payload {}

  /** A bundle of more events or entries than are taken at once. */
  record TooMany() implements Payload {}

  /** Not JSON in UTF-8, or not an object, or one that says something twice. */
  record Malformed() implements Payload {}

  /** A bundle whose first entry does not say what it is to tell. */
  record NoNotification() implements Payload {}

  /**
   * A JSON object.
   *
   * @param type  {@code resourceType}, if it is one
   * @param id    {@code id}, if it is one
   * @param dated whether it has {@code meta.lastUpdated}
   */
  record Resource(Optional<String> type, Optional<String> id, boolean dated) implements Payload {}

  /**
   * A subscription's notification, as R4 writes it or as R4B does
   * (https://hl7.org/fhir/uv/subscriptions-backport/notifications.html).
   *
   * @param subscription as the sender names it
   * @param broken       whether the sender says that the subscription does not work
   * @param since        how many events there were since the subscription began
   * @param resources    entries with a resource after the first
   */
  record Notice(
      Kind kind, Optional<String> subscription, Optional<String> topic, boolean broken, OptionalLong since, List<Event> events,
      List<Entry> resources) implements Payload {

    boolean tellsEvents() {
      return switch (kind) {
        case EVENT_NOTIFICATION, QUERY_EVENT -> true;
        case HANDSHAKE, HEARTBEAT, QUERY_STATUS -> false;
      };
    }
  }

  /** Why a notification was sent. */
  enum Kind {
    HANDSHAKE,
    HEARTBEAT,
    EVENT_NOTIFICATION,
    QUERY_STATUS,
    QUERY_EVENT
  }

  /** @param focus what it is about; empty when the subscription sends no content */
  record Event(OptionalLong number, Optional<Focus> focus) {}

  /** A reference, an identifier (system and value), or both. */
  record Focus(Optional<String> reference, Optional<String> system, Optional<String> value) {}

  /** @param json as it stands in the bundle */
  record Entry(Resource resource, String json) {}
}
