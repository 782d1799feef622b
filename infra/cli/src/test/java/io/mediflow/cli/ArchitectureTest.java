package io.mediflow.cli;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
