package io.mediflow.state.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Bytes that are sorted roughly, into sections, of which one at a time is read into memory. What outgrows a small buffer lies in
 * one file that only its owner may read. The file is opened to be deleted on close: that takes its name away at once (on Windows
 * the system does it when the process ends), so that a process that fails or is killed leaves nothing behind.
 */
public final class Spool implements AutoCloseable {

  /** Of a section in memory; a block of the file has this size. */
  private static final int BUFFER = 16 * 1024;

  private record Block(long from, int size) {}

  private static final class Section {
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final List<Block> blocks = new ArrayList<>();
  }

  private final Path folder;
  private final List<Section> sections = new ArrayList<>();
  private FileChannel file;
  private long size;

  /** @param folder where the file comes to lie, if one is needed */
  public Spool(Path folder, int sections) {
    this.folder = folder;
    for (int section = 0; section < sections; section++) {
      this.sections.add(new Section());
    }
  }

  /** Adds to the end of a section. */
  public void add(int section, byte[] bytes) throws IOException {
    Section one = sections.get(section);
    one.buffer.writeBytes(bytes);
    size += bytes.length;
    if (one.buffer.size() >= BUFFER) {
      ByteBuffer block = ByteBuffer.wrap(one.buffer.toByteArray());
      one.blocks.add(new Block(append(block), block.capacity()));
      one.buffer.reset();
    }
  }

  /** Of all sections together, in bytes. */
  public long size() {
    return size;
  }

  /** All that was added to a section, in that order. */
  public byte[] read(int section) throws IOException {
    Section one = sections.get(section);
    int inFile = Math.toIntExact(one.blocks.stream().mapToLong(Block::size).sum());
    ByteBuffer whole = ByteBuffer.allocate(Math.addExact(inFile, one.buffer.size()));
    for (Block block : one.blocks) {
      int end = whole.position() + block.size();
      while (whole.position() < end) {
        if (file.read(whole.limit(end), block.from() + block.size() - whole.remaining()) < 0) {
          throw new IOException("a temporary file has been cut");
        }
      }
    }
    return whole.limit(whole.capacity()).put(one.buffer.toByteArray()).array();
  }

  private long append(ByteBuffer block) throws IOException {
    if (file == null) {
      file = open();
    }
    long from = file.size();
    while (block.hasRemaining()) {
      file.write(block, from + block.position());
    }
    return from;
  }

  private FileChannel open() throws IOException {
    FileAttribute<?>[] rights = Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
        : new FileAttribute<?>[0];
    return FileChannel.open(folder.resolve("mediflow-" + UUID.randomUUID() + ".tmp"), Set.of(StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE), rights);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
