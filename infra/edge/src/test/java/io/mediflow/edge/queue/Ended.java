package io.mediflow.edge.queue;

import java.io.IOException;
import java.nio.file.Path;

/** The real disk, until a step: from there it does nothing, as when the process is killed. Opening counts as two steps. */
final class Ended implements Disk {
  private final Disk real = Disk.real();
  private int left;

  Ended(int steps) {
    this.left = steps + 2;
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    step();
    real.write(file, left == 0 ? new byte[0] : bytes); // killed while it writes
    if (left == 0) {
      throw new IOException("ended");
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    real.delete(file);
  }

  @Override
  public void flushNames(Path folder) throws IOException {
    step();
    real.flushNames(folder);
  }

  private void step() throws IOException {
    if (left == 0) {
      throw new IOException("ended");
    }
    left--;
  }
}
