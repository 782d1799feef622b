package io.mediflow.cli.demo;

import java.util.List;

/** One step of the story. */
interface StoryStep {

  String title();

  /** What must hold, in order; each check builds on what those before it did. */
  List<Check> checks();
}
