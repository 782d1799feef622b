package io.mediflow.dashboard;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
