package io.mediflow.model.connection;

import java.util.Optional;

/** The registered applications. */
public interface ApplicationStore {

  Optional<Application> find(String id);

  /**
   * Stores it over the last one of its id, unless that one is bound to another connection: then nothing changes and the answer
   * is false, since a token for the id would open another practice.
   */
  boolean put(Application application);
}
