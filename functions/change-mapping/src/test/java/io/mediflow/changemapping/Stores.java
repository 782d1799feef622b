package io.mediflow.changemapping;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.RecordStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Random;

/** A room's stores, of which now and then one dies before or after what it is asked to do. */
final class Stores {

  private final Bench room;
  private final Random random;

  Stores(Bench room, Random random) {
    this.room = room;
    this.random = random;
  }

  ChangeMappingAct act() {
    return room.act(dying(RecordStore.class, room.records), dying(Crosswalk.class, room.crosswalk), dying(EventBus.class, room.events));
  }


  private <T> T dying(Class<T> port, T store) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
      boolean before = random.nextInt(60) == 0;
      boolean after = random.nextInt(60) == 0;
      if (before) {
        die();
      }
      Object answer = invoke(store, method, arguments);
      if (after) {
        die();
      }
      return answer;
    }));
  }

  private static Object invoke(Object store, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private void die() {
    throw new IllegalStateException("killed");
  }
}
