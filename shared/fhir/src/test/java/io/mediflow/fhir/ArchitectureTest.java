package io.mediflow.fhir;

class ArchitectureTest extends io.mediflow.testkit.HouseRules {}
