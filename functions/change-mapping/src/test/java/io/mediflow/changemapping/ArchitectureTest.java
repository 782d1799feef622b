package io.mediflow.changemapping;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
