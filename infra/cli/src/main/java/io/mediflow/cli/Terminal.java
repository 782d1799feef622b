package io.mediflow.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a person sees while work goes on: a bar on a terminal, plain lines elsewhere. */
public final class Terminal {

  private final PrintWriter out;
  private final boolean interactive;

  /** @param interactive whether lines may be drawn over; the launcher knows */
  public Terminal(PrintWriter out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  public static Terminal of(PrintWriter out) {
    return new Terminal(out, Boolean.getBoolean("mediflow.terminal"));
  }

  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Work of a known size. */
  public Progress progress(String task, long total) {
    if (!interactive) {
      return new Lines(task, total);
    }
    ProgressBar bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(100).setMaxRenderedLength(100).showSpeed().build();
    return new Progress() {
      @Override
      public void at(long done) {
        bar.stepTo(done);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /** How far some work is. */
  public interface Progress extends AutoCloseable {

    void at(long done);

    @Override
    void close();
  }

  /** At most one line every two seconds, and one at the end. */
  private final class Lines implements Progress {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final String task;
    private final long total;
    private final long start = System.nanoTime();
    private long last = start;
    private Optional<Long> said = Optional.empty();
    private long done;

    private Lines(String task, long total) {
      this.task = task;
      this.total = total;
    }

    @Override
    public void at(long now) {
      done = now;
      if (now < total && System.nanoTime() - last >= EVERY.toNanos()) {
        tell();
      }
    }

    @Override
    public void close() {
      if (!said.equals(Optional.of(done))) {
        tell();
      }
    }

    private void tell() {
      last = System.nanoTime();
      said = Optional.of(done);
      say("  " + task + ": " + new Pace(done, total, Duration.ofNanos(last - start)).words());
    }
  }
}
