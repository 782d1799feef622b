package io.mediflow.state.body;

import io.mediflow.model.store.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Bodies as files, whole or not there: a body is written beside its place, forced to disk and moved. */
public final class FileBodies implements Bodies {

  private final Path folder;

  public FileBodies(Path folder) {
    this.folder = folder;
  }

  @Override
  public String put(String connection, byte[] body) {
    String reference = References.of(body);
    Path place = folder.resolve(References.path(connection, reference));
    if (!Files.exists(place)) {
      try {
        write(place, body);
      } catch (IOException failed) {
        throw new UncheckedIOException("a body could not be written below " + folder + "; is the disk full?", failed);
      }
    }
    return reference;
  }

  @Override
  public byte[] get(String connection, String reference) {
    try {
      return Files.readAllBytes(folder.resolve(References.path(connection, reference)));
    } catch (NoSuchFileException missing) {
      throw References.missing();
    } catch (IOException failed) {
      throw new UncheckedIOException("a body could not be read below " + folder, failed);
    }
  }

  private static void write(Path place, byte[] body) throws IOException {
    Files.createDirectories(place.getParent());
    Path fresh = Files.createTempFile(place.getParent(), "body", ".new"); // readable by its owner only
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(body);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
