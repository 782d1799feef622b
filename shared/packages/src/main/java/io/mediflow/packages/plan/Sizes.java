package io.mediflow.packages.plan;

/**
 * How many patients a plan is made for; whoever has the records counts them.
 *
 * @param roster patients that are followed
 * @param hotSet those of them with an appointment from yesterday to the day after tomorrow
 */
public record Sizes(int roster, int hotSet) {

  /** @throws IllegalArgumentException when the hot set is no part of the roster */
  public Sizes {
    if (hotSet < 0 || hotSet > roster) {
      throw new IllegalArgumentException("a hot set has between no patient and those of the roster");
    }
  }

  int rest() {
    return roster - hotSet;
  }
}
