package io.mediflow.edge;

import io.mediflow.testkit.HouseRules;

class ArchitectureTest extends HouseRules {}
