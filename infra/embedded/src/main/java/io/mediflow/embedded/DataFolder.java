package io.mediflow.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that holds the embedded parts' data: one process at a time, and only a folder that is ours. */
final class DataFolder implements AutoCloseable {

  private static final String MARK = "mediflow-data";
  private static final String FORMAT = "1";
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** @throws EmbeddedFailure when another process holds it, or it is not ours */
  static DataFolder open(Path folder) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new EmbeddedFailure("The data folder " + folder + " is a file; choose another place.");
      }
      makePrivate(folder);
      FileChannel channel =
          FileChannel.open(folder.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      try {
        lock(folder, channel);
        checkMark(folder);
      } catch (IOException | RuntimeException refused) {
        channel.close();
        throw refused;
      }
      return new DataFolder(folder, channel);
    } catch (IOException denied) {
      throw new EmbeddedFailure("The data folder " + folder
          + " cannot be written; choose another place, or give yourself the right to write there.", denied);
    }
  }

  /** Tables and queues hold patients' data: what is missing is made for its owner only, what is there keeps its rights. */
  private static void makePrivate(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** What a person is told when a file of the folder cannot be used. */
  EmbeddedFailure broken(String what, Throwable cause) {
    return new EmbeddedFailure("The " + what + " in the data folder " + folder + " cannot be opened: it was cut short or"
        + " damaged. Put back a copy of the folder, or delete it to start anew (the first sync fills it again).", cause);
  }

  private static void lock(Path folder, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      lock = null;
    }
    if (lock == null) {
      throw new EmbeddedFailure("The data folder " + folder
          + " is in use by another MediFlow process; stop that one first, or choose another folder.");
    }
  }

  /** The mark is written before anything else and moved into place, so that a killed first start leaves a folder that works. */
  private static void checkMark(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    if (Files.isRegularFile(mark)) {
      if (!Files.readString(mark).strip().equals(FORMAT)) {
        throw new EmbeddedFailure("The data folder " + folder
            + " was written by another version of MediFlow; choose another folder, or delete this one to start anew.");
      }
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> others = files.map(one -> one.getFileName().toString())
          .filter(one -> !one.equals(LOCK) && !one.equals(MARK + ".new")).toList();
      if (!others.isEmpty()) {
        throw new EmbeddedFailure("The folder " + folder
            + " is not empty and is not a MediFlow data folder (its mark is missing); choose another folder, or delete it.");
      }
    }
    Path fresh = folder.resolve(MARK + ".new");
    Files.writeString(fresh, FORMAT + "\n");
    Files.move(fresh, mark, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try {
      channel.close(); // gives the lock back
    } catch (IOException late) {
      throw new EmbeddedFailure("The data folder " + folder + " could not be closed.", late);
    }
  }
}
