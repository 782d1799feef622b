package io.mediflow.local;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
