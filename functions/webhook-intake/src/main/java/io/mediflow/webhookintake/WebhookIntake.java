package io.mediflow.webhookintake;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.HookSpec;
import io.mediflow.webhookintake.WebhookIntakeDecision.Ignore;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides what a notification means. The path is believed before the body; where they differ, change-mapping
 * fetches.
 */
final class WebhookIntake {

  private WebhookIntake() {}

  /** Whether the body is not even looked at. */
  static Optional<Refuse> unread(Hook hook, Notification notification) {
    if (notification.body().length == 0) {
      return Optional.empty();
    }
    String encoding = notification.header("content-encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    if (!encoding.equals("identity")) {
      return Optional.of(new Refuse(Refusal.ENCODING, "send it as it is, without a Content-Encoding"));
    }
    String type = notification.header("content-type").orElse("");
    if (hook.isFeed() ? Feeds.isType(type) : isJson(type)) {
      return Optional.empty();
    }
    return Optional.of(new Refuse(Refusal.CONTENT_TYPE,
        "send " + (hook.isFeed() ? "application/hl7-v2" : "application/fhir+json or application/json")));
  }

  /** Whose count of events has to be known for a decision; empty when that makes no difference. */
  static Optional<String> counted(Hook hook, Payload payload) {
    return payload instanceof Payload.Notice notice && hook.spec().numbers() == HookSpec.Numbers.SUBSCRIPTION
            && hook.path().type().isEmpty()
        ? notice.subscription().map(hook::fromBase)
        : Optional.empty();
  }

  /** @param last the highest number of the subscription's events, where {@link #counted} asks for it */
  static WebhookIntakeDecision decide(Hook hook, Notification notification, Payload payload, OptionalLong last, Instant arrived) {
    HookPath path = hook.path();
    byte[] body = notification.body();
    return switch (payload) {
      case Payload.TooDeep() -> new Refuse(
          Refusal.TOO_DEEP, "the resource is nested too deep, or has a far too long name or number");
      case Payload.TooMany() -> new Refuse(
          Refusal.TOO_MANY, "the bundle has too many events or entries; send fewer at once");
      case Payload.Empty() -> path.id().isEmpty()
          ? new Refuse(Refusal.ABOUT_NOTHING,
              "the notification names no resource: send it in the body or add /{type}/{id} to the path")
          : take(hook, path.type(), path.id(), new byte[0], arrived);
      case Payload.Malformed() -> take(hook, path.type(), path.id(), body, arrived);
      case Payload.Resource(var type, var id, var dated) -> {
        Optional<String> ofType = path.type().or(() -> type);
        Optional<String> ofId = path.id().or(() -> id);
        boolean onlyHint = !dated && ofType.isPresent() && ofId.isPresent();
        yield take(hook, ofType, ofId, onlyHint ? new byte[0] : body, arrived);
      }
      case Payload.NoNotification() -> path.id().isPresent()
          ? take(hook, path.type(), path.id(), new byte[0], arrived)
          : new Refuse(Refusal.NO_NOTIFICATION, "the bundle's first entry is no subscription status that says why it is sent");
      case Payload.Notice notice -> path.id().isPresent()
          ? take(hook, path.type(), path.id(), new byte[0], arrived)
          : Bundles.take(hook, notice, counted(hook, notice).flatMap(one -> Progress.of(one, notice, last)), arrived);
    };
  }

  private static WebhookIntakeDecision take(
      Hook hook, Optional<String> type, Optional<String> id, byte[] body, Instant arrived) {
    Optional<RecordType> record = type.flatMap(hook::record);
    if (type.isPresent() && record.isEmpty()) {
      return new Ignore();
    }
    Set<FlowId> heard = record.map(hook::flow).map(Set::of).orElse(Set.of());
    return new Take(change(hook.connection().id(), hook.own().name(), type, id, body, arrived), heard);
  }

  /** A resource without a time that can be ordered is only a hint, if it can be fetched. */
  static byte[] inline(Payload.Resource resource, String json) {
    boolean onlyHint = !resource.dated() && resource.type().isPresent() && resource.id().isPresent();
    return onlyHint ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
  }

  static Change change(
      String connection, String interfaceName, Optional<String> type, Optional<String> id, byte[] body, Instant arrived) {
    return new Change(
        ChangeIds.of(connection, interfaceName, type.orElse(null), id.orElse(null), body),
        Change.Origin.NOTIFICATION,
        connection,
        interfaceName,
        type.orElse(null),
        id.orElse(null),
        body.length == 0 ? null : new String(body, StandardCharsets.UTF_8),
        null,
        arrived.toEpochMilli(),
        0);
  }

  static boolean isJson(String contentType) {
    String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.equals("application/fhir+json");
  }
}
