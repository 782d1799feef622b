package io.mediflow.packages.plan;

/**
 * How many a plan is made for; whoever has the records counts them.
 *
 * @param roster        patients that are followed
 * @param hotSet        those of them with an appointment from yesterday to the day after tomorrow
 * @param practitioners that are followed
 * @param locations     that are followed
 */
public record Sizes(int roster, int hotSet, int practitioners, int locations) {

  /** @throws IllegalArgumentException when the hot set is no part of the roster */
  public Sizes {
    if (hotSet < 0 || hotSet > roster) {
      throw new IllegalArgumentException("a hot set has between no patient and those of the roster");
    }
  }

  /** The same practice with other patients. */
  public Sizes with(int patients, int hot) {
    return new Sizes(patients, hot, practitioners, locations);
  }

  int rest() {
    return roster - hotSet;
  }
}
