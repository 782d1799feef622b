package io.mediflow.writesweep;

import io.mediflow.testkit.HouseRules;

class ArchitectureTest extends HouseRules {}
