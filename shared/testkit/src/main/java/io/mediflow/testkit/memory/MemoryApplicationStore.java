package io.mediflow.testkit.memory;

import io.mediflow.model.connection.Application;
import io.mediflow.model.connection.ApplicationStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Applications in memory. */
public final class MemoryApplicationStore implements ApplicationStore {

  private final Map<String, Application> applications = new ConcurrentHashMap<>();

  @Override
  public Optional<Application> find(String id) {
    return Optional.ofNullable(applications.get(id));
  }

  @Override
  public boolean put(Application application) {
    return applications.compute(application.id(), (id, stored) ->
        stored == null || stored.connection().equals(application.connection()) ? application : stored) == application;
  }
}
