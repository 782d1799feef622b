package io.mediflow.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/** An append-only NDJSON file: what was appended is on disk when {@link #append} returns. */
public final class Journal implements AutoCloseable {
  private final Optional<FileChannel> file;

  private Journal(Optional<FileChannel> file) {
    this.file = file;
  }

  /** One that keeps nothing. */
  public static Journal none() {
    return new Journal(Optional.empty());
  }

  /**
   * Opens the journal, hands its lines to {@code replay} in order and cuts off a last line that was only half written.
   *
   * @throws IllegalArgumentException when a line before the last cannot be read: the message says which and what to do
   */
  public static Journal open(Path path, Consumer<JsonNode> replay) {
    try {
      long whole = 0;
      int number = 0;
      if (Files.exists(path)) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
          ByteArrayOutputStream line = new ByteArrayOutputStream();
          for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
              line.write(b);
              continue;
            }
            number++;
            replay(path, number, line, replay);
            whole += line.size() + 1L;
            line.reset();
          }
        }
      }
      FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(file)) {
        file.close();
        throw new IllegalArgumentException(
            "The data folder is in use by another sandbox: " + path.getParent() + ". Stop that one, or name another folder.");
      }
      file.truncate(whole);
      file.position(whole);
      return new Journal(Optional.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the journal " + path + ": " + e.getMessage(), e);
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException takenInThisProcess) {
      return false;
    }
  }

  private static void replay(Path path, int number, ByteArrayOutputStream line, Consumer<JsonNode> replay) {
    try {
      replay.accept(Json.read(line.toString(StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Line " + number + " of " + path + " is damaged. Restore the file, or name an empty data folder to start anew.");
    }
  }

  /** Returns when the line is on disk. */
  public synchronized void append(JsonNode line) {
    if (file.isEmpty()) {
      return;
    }
    FileChannel open = file.get();
    try {
      long start = open.position();
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      try {
        while (bytes.hasRemaining()) {
          open.write(bytes);
        }
        open.force(false);
      } catch (IOException e) {
        // Half a line in the middle would spoil the whole journal.
        open.truncate(start);
        open.position(start);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal takes no more lines: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    file.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
