package io.mediflow.ehr;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
