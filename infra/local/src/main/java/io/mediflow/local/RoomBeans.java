package io.mediflow.local;

import io.mediflow.mapping.Mapper;
import io.mediflow.packages.Packages;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What each room makes for itself when it runs alone, here made once (application.properties leaves the rooms' own out). */
class RoomBeans {

  @Produces
  @Singleton
  Packages packages() {
    return Packages.bundled();
  }

  @Produces
  @Singleton
  Mapper mapper() {
    return new Mapper();
  }
}
