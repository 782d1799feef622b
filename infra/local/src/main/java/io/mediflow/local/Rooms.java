package io.mediflow.local;

import io.mediflow.changemapping.ChangeMappingFunction;
import io.mediflow.dashboard.DashboardFunction;
import io.mediflow.freshnesscheck.FreshnessCheckFunction;
import io.mediflow.heartbeat.HeartbeatFunction;
import io.mediflow.local.http.Room;
import io.mediflow.local.queue.QueueRoom;
import io.mediflow.scheduledpolling.ScheduledPollingFunction;
import io.mediflow.webhookintake.WebhookIntakeFunction;
import io.mediflow.writeback.WriteBackFunction;
import io.mediflow.writeintake.WriteIntakeFunction;
import io.mediflow.writesweep.WriteSweepFunction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Every room that this JVM hosts, by name. */
@ApplicationScoped
class Rooms {

  private final Map<String, Room> http;
  private final Map<String, QueueRoom> queue;

  Rooms(
      WebhookIntakeFunction webhookIntake, WriteIntakeFunction writeIntake, DashboardFunction dashboard,
      ScheduledPollingFunction scheduledPolling, ChangeMappingFunction changeMapping, WriteBackFunction writeBack,
      WriteSweepFunction writeSweep, HeartbeatFunction heartbeat, FreshnessCheckFunction freshnessCheck) {
    http = Map.of(
        "webhook-intake", webhookIntake::webhookIntake,
        "write-intake", writeIntake::handle,
        "dashboard", dashboard::dashboard);
    queue = Map.of(
        "scheduled-polling", scheduledPolling::scheduledPolling,
        "change-mapping", changeMapping::changeMapping,
        "write-back", writeBack::handle,
        "write-sweep", writeSweep::handle,
        "heartbeat", heartbeat::heartbeat,
        "freshness-check", freshnessCheck::check);
  }

  Room http(String name) {
    return found(http.get(name), name);
  }

  QueueRoom queue(String name) {
    return found(queue.get(name), name);
  }

  private static <T> T found(T room, String name) {
    if (room == null) {
      throw new IllegalStateException("the template calls a room " + name + " that infra/local does not host; add it there");
    }
    return room;
  }
}
