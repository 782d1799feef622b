package io.mediflow.model.connection;

import java.util.Optional;

/** The registered applications. */
public interface ApplicationStore {

  Optional<Application> find(String id);

  void put(Application application);
}
