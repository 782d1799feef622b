package io.mediflow.heartbeat;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
