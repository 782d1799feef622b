package io.mediflow.scheduledpolling;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
