package io.mediflow.testkit;

class ArchitectureTest extends HouseRules {}
