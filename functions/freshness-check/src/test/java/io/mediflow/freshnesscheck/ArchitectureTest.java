package io.mediflow.freshnesscheck;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
