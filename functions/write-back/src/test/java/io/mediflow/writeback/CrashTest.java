package io.mediflow.writeback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that die, stand still or run into one another at every single call: in the end the EHR holds the write once. */
class CrashTest {

  private static final int MORE_THAN_ANY_RUN_CALLS = 100;

  enum Kind {
    CREATE(World::book),
    UPDATE(World::changePhone);

    final Function<World, Write> accept;

    Kind(Function<World, Write> accept) {
      this.accept = accept;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerKilledAtAnyCallLeavesAWriteThatSettlesOnce(Kind kind) {
    for (Ports.At when : Ports.At.values()) {
      int at = 1;
      while (killedAt(kind, at, when)) {
        at++;
        assertTrue(at < MORE_THAN_ANY_RUN_CALLS, "a run must end");
      }
      assertTrue(at > 10, "the run was followed through all its calls: " + at);
    }
  }

  private boolean killedAt(Kind kind, int at, Ports.At when) {
    World world = new World();
    Write write = kind.accept.apply(world);
    Ports ports = Ports.killedAt(at, when);
    try {
      world.worker(ports).work(World.nudge(write));
      if (!ports.reached()) {
        return false;
      }
    } catch (Ports.Killed killed) {
      assertTrue(ports.reached());
    }
    world.minutes(10);
    settledOnce(world, write, kind, "killed " + when + " call " + at);
    return true;
  }

  @ParameterizedTest
  @EnumSource
  void aDoubledNudgeAtAnyCallOfAnotherWorkerChangesNothing(Kind kind) {
    for (Ports.At when : Ports.At.values()) {
      int at = 1;
      while (meanwhile(kind, at, when, Duration.ZERO)) {
        at++;
      }
      assertTrue(at > 10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerThatWakesUpAfterItsLeaseEndedDoesNoHarm(Kind kind) {
    for (Ports.At when : Ports.At.values()) {
      for (Duration slept : new Duration[] {Duration.ofSeconds(151), Duration.ofMinutes(10)}) {
        int at = 1;
        while (meanwhile(kind, at, when, slept)) {
          at++;
        }
        assertTrue(at > 10);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerThatWakesUpAfterOthersHaveSettledItDoesNoHarm(Kind kind) {
    for (Ports.At when : Ports.At.values()) {
      int at = 1;
      while (meanwhile(kind, at, when, world -> world.minutes(10))) {
        at++;
      }
      assertTrue(at > 10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileOneWorkerHoldsTheOrderKeyNoOtherTouchesIt(Kind kind) {
    World world = new World();
    Write write = kind.accept.apply(world);
    Instant now = world.clock.instant();
    assertTrue(world.ledger.lease(World.CONNECTION, write.orderKey(), "another", now, now.plusSeconds(90)));
    world.worker().work(World.nudge(write));
    assertEquals(WriteState.RECEIVED, world.state(write));
    assertTrue(world.ehr.calls().isEmpty());

    world.minutes(2);
    settledOnce(world, write, kind, "the other's lease ended");
  }

  private boolean meanwhile(Kind kind, int at, Ports.At when, Duration slept) {
    return meanwhile(kind, at, when, world -> {
      world.clock.advance(slept);
      world.worker().work(World.nudge(world.only()));
    });
  }

  /** Other workers do something while the first stands still at a call; then the first goes on. */
  private boolean meanwhile(Kind kind, int at, Ports.At when, Consumer<World> others) {
    World world = new World();
    Write write = kind.accept.apply(world);
    Ports ports = Ports.heldUpAt(at, when, () -> others.accept(world));
    world.worker(ports).work(World.nudge(write));
    if (!ports.reached()) {
      return false;
    }
    world.minutes(10);
    settledOnce(world, write, kind, "the first worker held up " + when + " call " + at);
    return true;
  }

  @Test
  void aStoreThatFailsIsToldToTheDoorAndLosesNothing() {
    World world = new World();
    Write write = world.book();
    assertThrows(RuntimeException.class, () -> world.worker(world.ledger, world.ehr, changes -> {
      throw new IllegalStateException("the queue is away");
    }, world.records, world.connections).work(World.nudge(write)));
    assertFalse(world.state(write) == WriteState.CONFIRMED, "nobody sees CONFIRMED before the change is queued");

    world.minutes(3);
    settledOnce(world, write, Kind.CREATE, "the change queue failed once");
  }

  private static void settledOnce(World world, Write write, Kind kind, String how) {
    assertEquals(WriteState.CONFIRMED, world.state(write), () -> how + ": " + world.now(write).outcome());
    switch (kind) {
      case CREATE -> assertEquals(1, world.booked(), how);
      case UPDATE -> {
        assertEquals("+12125550202", world.patientNow().get("mobilePhone"), how);
        assertEquals(2, world.ehr.find("Patient", "p1").orElseThrow().at("/meta/versionId").asInt(), how);
      }
    }
    assertTrue(world.balances(), how);
    assertTrue(world.queues.changes.stream().anyMatch(one -> one.body() != null), how);
  }
}
