package io.mediflow.packages;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
