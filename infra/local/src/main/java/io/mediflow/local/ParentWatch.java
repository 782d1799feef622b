package io.mediflow.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends this JVM when the process that started it dies, even by SIGKILL: its end of our standard input closes then. */
final class ParentWatch {

  private ParentWatch() {}

  static void start(InputStream in, Runnable end) {
    Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException gone) {
        // the same as its end
      }
      end.run();
    });
  }
}
