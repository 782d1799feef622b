package io.mediflow.state;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
