package io.mediflow.testkit;

import java.nio.file.Path;

/** The model cannot see this module, so its rules run from here. */
class ModelArchitectureTest extends HouseRules {

  ModelArchitectureTest() {
    super(Path.of("..", "model"));
  }
}
