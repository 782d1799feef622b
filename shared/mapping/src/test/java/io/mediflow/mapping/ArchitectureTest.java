package io.mediflow.mapping;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
