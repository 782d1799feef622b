package io.mediflow.state.dynamo;

/** Optimistic locking: version 0 means that nothing is stored yet. */
final class Guard {

  static final String NOTHING_THERE = "attribute_not_exists(#pk)";

  private Guard() {}

  static String version(long stored) {
    return stored == 0 ? NOTHING_THERE : "#version = :version";
  }

  static Item values(long stored) {
    return stored == 0 ? Item.empty() : Item.empty().with("version", stored);
  }
}
