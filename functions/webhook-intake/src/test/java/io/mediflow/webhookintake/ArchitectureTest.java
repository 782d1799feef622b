package io.mediflow.webhookintake;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
