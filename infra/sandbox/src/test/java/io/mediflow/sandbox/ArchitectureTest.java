package io.mediflow.sandbox;

import io.mediflow.testkit.HouseRules;
import org.junit.jupiter.api.TestInstance;

/** One instance for all rules: reading HAPI's classes once is slow enough. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest extends HouseRules {}
