package io.mediflow.edge.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a queue asks of a disk, in steps whose order matters; tests watch that order. */
public interface Disk {

  /** Writes a new file for its owner only, and flushes it to the device. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Gives a file another name, at once or not at all. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Flushes names that were given or taken in a folder. */
  void flushNames(Path folder) throws IOException;

  /** The machine's own. */
  static Disk real() {
    return new Disk() {
      @Override
      public void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE), ownersOnly(file.getParent(), "rw-------"))) {
          ByteBuffer all = ByteBuffer.wrap(bytes);
          while (all.hasRemaining()) {
            channel.write(all);
          }
          channel.force(true);
        }
      }

      @Override
      public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
      }

      @Override
      public void flushNames(Path folder) throws IOException {
        if (isPosix(folder)) { // elsewhere a folder cannot be opened, and its names are kept by the file system's own journal
          try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
          }
        }
      }
    };
  }

  /** Makes a folder, and those above it, for its owner only. */
  static void folder(Path folder) throws IOException {
    Path above = folder.toAbsolutePath();
    while (!Files.exists(above)) {
      above = above.getParent();
    }
    Files.createDirectories(folder, ownersOnly(above, "rwx------"));
  }

  /** The files of a folder, in no order. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path folder, String rights) throws IOException {
    return isPosix(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix");
  }
}
