package io.mediflow.writeback;

import io.mediflow.testkit.HouseRules;

class ArchitectureTest extends HouseRules {}
