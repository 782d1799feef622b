package io.mediflow.cli.run;

import io.mediflow.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds all of a system that runs on this machine. Its mark is written first and every file of it whole
 * (written beside, then moved into place), so that a start that was killed leaves a folder that the next start goes on with.
 */
public final class DataFolder {

  private static final String MARK = "mediflow-data";
  private static final String FORMAT = "mediflow data folder, format 1";

  private final Path folder;

  private DataFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder that is there or is made; refused when something else is in it. */
  public static DataFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new Failure("The data folder " + folder + " is a file. Choose another place with --data.");
    }
    try {
      makePrivate(folder);
      DataFolder data = new DataFolder(folder);
      data.checkMark();
      return data;
    } catch (IOException denied) {
      throw new Failure("The data folder " + folder
          + " cannot be made or read. Choose another place with --data, or give yourself the right to write there.");
    }
  }

  /** A folder that must be there already. */
  public static DataFolder existing(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve(MARK))) {
      throw new Failure("There is no MediFlow data folder at " + folder
          + ". Start the system with: mediflow up, or name its folder with --data.");
    }
    return open(folder);
  }

  /** Makes what is missing for its owner only, since patients' data come to lie there; what is there keeps its rights. */
  private static Path makePrivate(Path folder) throws IOException {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Files.createDirectories(folder);
  }

  private void checkMark() throws IOException {
    Path mark = folder.resolve(MARK);
    if (Files.isRegularFile(mark)) {
      String format = Files.readString(mark).strip();
      if (!format.equals(FORMAT)) {
        throw new Failure("The data folder " + folder + (format.isEmpty() ? " is damaged: its mark is empty." :
            " was written by another version of MediFlow.")
            + " Put back a copy of it, choose another folder with --data, or delete this one to start anew.");
      }
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(one -> !one.getFileName().toString().startsWith(MARK))) {
        throw new Failure("The folder " + folder + " is not empty and is not a MediFlow data folder (its mark is missing)."
            + " Choose another folder with --data, or an empty one.");
      }
    }
    write(MARK, FORMAT + "\n");
  }

  public Path path() {
    return folder;
  }

  /** A folder below, made if it is missing. */
  public Path folder(String name) {
    try {
      return makePrivate(folder.resolve(name));
    } catch (IOException denied) {
      throw new Failure("The folder " + folder.resolve(name) + " cannot be made: is there room, and may you write there?");
    }
  }

  /** The text of a file; empty when there is none. */
  public Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new Failure("The file " + folder.resolve(name) + " cannot be read. Give yourself the right to, or restore it.");
    }
  }

  /** Writes a file whole or not at all, for its owner only. */
  public void write(String name, String text) {
    Path target = folder.resolve(name);
    Path fresh = folder.resolve(name + ".new");
    try {
      makePrivate(target.getParent());
      Files.deleteIfExists(fresh);
      if (Files.getFileStore(target.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(fresh, text);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true); // the move must not outrun the bytes
      }
      try {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException plain) {
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException denied) {
      throw new Failure("The file " + target + " cannot be written: is there room, and may you write there?");
    }
  }

  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }

  /** Takes the folder for one running system; empty when another one has it. */
  public Optional<Lock> lock() {
    try {
      FileChannel channel = FileChannel.open(
          folder.resolve(MARK + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return Optional.of(new Lock(channel));
        }
      } catch (OverlappingFileLockException ours) {
        // held by this very process
      }
      channel.close();
      return Optional.empty();
    } catch (IOException denied) {
      throw new Failure("The data folder " + folder + " cannot be locked: may you write there?");
    }
  }

  /** Waits until no process holds this file: one that was killed a moment ago may still be ending. */
  public void awaitFree(String name, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (held(name)) {
      if (System.nanoTime() > until) {
        throw new Failure("A process of an earlier start still holds " + folder.resolve(name)
            + ". End it (ps shows it as java with -Dmediflow.process), then start again.");
      }
      Pause.of(Duration.ofMillis(50));
    }
  }

  private boolean held(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException unreadable) {
      return false; // whoever needs the file says what is wrong with it
    }
  }

  /** The right to run on the folder, until it is closed or the process ends. */
  public static final class Lock implements AutoCloseable {

    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException late) {
        throw new UncheckedIOException(late);
      }
    }
  }
}
