package io.mediflow.watch;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
