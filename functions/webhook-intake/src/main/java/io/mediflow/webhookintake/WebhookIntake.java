package io.mediflow.webhookintake;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.RecordSpec;
import io.mediflow.webhookintake.WebhookIntakeDecision.Ignore;
import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides what a notification means. The path is believed before the body; where they differ, change-mapping
 * fetches.
 */
final class WebhookIntake {

  private WebhookIntake() {}

  static WebhookIntakeDecision decide(
      HookPath path, Notification notification, EhrPackage ehr, int mostDepth, Instant arrived) {
    byte[] body = notification.body();
    if (body.length > 0 && !isJson(notification.header("content-type").orElse(""))) {
      return new Refuse(415, "send application/fhir+json or application/json");
    }
    return switch (Payload.of(body, mostDepth)) {
      case Payload.TooDeep() -> new Refuse(
          400, "the resource is nested deeper than " + mostDepth + " levels, or has a far too long name or number");
      case Payload.Empty() -> path.id().isEmpty()
          ? new Refuse(400, "the notification names no resource: send it in the body or add /{type}/{id} to the path")
          : take(path, path.type(), path.id(), ehr, new byte[0], arrived);
      case Payload.Malformed() -> take(path, path.type(), path.id(), ehr, body, arrived);
      case Payload.Resource(var type, var id, var dated) -> {
        Optional<String> ofType = path.type().or(() -> type);
        Optional<String> ofId = path.id().or(() -> id);
        boolean onlyHint = !dated && ofType.isPresent() && ofId.isPresent();
        yield take(path, ofType, ofId, ehr, onlyHint ? new byte[0] : body, arrived);
      }
    };
  }

  private static WebhookIntakeDecision take(
      HookPath path, Optional<String> type, Optional<String> id, EhrPackage ehr, byte[] body, Instant arrived) {
    Optional<RecordType> record = type.flatMap(one -> ehr.recordFrom(path.interfaceName(), one)).map(RecordSpec::type);
    if (type.isPresent() && record.isEmpty()) {
      return new Ignore();
    }
    return new Take(
        new Change(
            ChangeIds.of(path.connection(), path.interfaceName(), type.orElse(null), id.orElse(null), body),
            Change.Origin.NOTIFICATION,
            path.connection(),
            path.interfaceName(),
            type.orElse(null),
            id.orElse(null),
            body.length == 0 ? null : new String(body, StandardCharsets.UTF_8),
            null,
            arrived.toEpochMilli(),
            0),
        record);
  }

  private static boolean isJson(String contentType) {
    String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.equals("application/fhir+json");
  }
}
