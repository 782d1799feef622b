package io.mediflow.writeintake;

import io.mediflow.testkit.HouseRules;

class ArchitectureTest extends HouseRules {}
