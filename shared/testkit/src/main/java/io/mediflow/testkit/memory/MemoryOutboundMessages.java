package io.mediflow.testkit.memory;

import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundMessages;
import io.mediflow.model.outbound.OutboundOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages out in memory; a sequence is a place in a list. */
public final class MemoryOutboundMessages implements OutboundMessages {

  private final Map<List<String>, List<OutboundMessage>> queues = new HashMap<>();

  @Override
  public synchronized Put put(String connection, String interfaceName, String controlId, String text, Instant now) {
    List<OutboundMessage> queue = queue(connection, interfaceName);
    Optional<OutboundMessage> same = queue.stream().filter(one -> one.controlId().equals(controlId)).findFirst();
    if (same.isPresent()) {
      return same.get().text().equals(text) ? new Put.Queued(same.get().sequence(), true) : new Put.ControlIdTaken();
    }
    queue.add(new OutboundMessage(connection, interfaceName, queue.size() + 1, controlId, text, now, Optional.empty()));
    return new Put.Queued(queue.size(), false);
  }

  @Override
  public synchronized Optional<OutboundMessage> next(String connection, String interfaceName) {
    return queue(connection, interfaceName).stream().filter(one -> one.outcome().isEmpty()).findFirst();
  }

  @Override
  public synchronized Optional<OutboundMessage> find(String connection, String interfaceName, long sequence) {
    return queue(connection, interfaceName).stream().filter(one -> one.sequence() == sequence).findFirst();
  }

  @Override
  public synchronized boolean settle(String connection, String interfaceName, long sequence, OutboundOutcome outcome) {
    Optional<OutboundMessage> next = next(connection, interfaceName).filter(one -> one.sequence() == sequence);
    next.ifPresent(one -> queue(connection, interfaceName).set(Math.toIntExact(sequence - 1), one.with(outcome)));
    return next.isPresent();
  }

  @Override
  public synchronized Waiting waiting(String connection, String interfaceName) {
    return new Waiting(queue(connection, interfaceName).stream().filter(one -> one.outcome().isEmpty()).count(),
        next(connection, interfaceName).map(OutboundMessage::queuedAt));
  }

  private List<OutboundMessage> queue(String connection, String interfaceName) {
    return queues.computeIfAbsent(List.of(connection, interfaceName), key -> new ArrayList<>());
  }
}
