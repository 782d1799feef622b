package io.mediflow.cli.terminology;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the rows of each key together, however far apart they lie: in temporary files by the key's hash, of which one at a time
 * is in memory. Nobody but their owner may read the files, and they go when this is closed.
 */
final class SortedRows implements AutoCloseable {

  private static final int FILES = 64;

  private final Path folder;
  private final List<DataOutputStream> files = new ArrayList<>();

  SortedRows() throws IOException {
    folder = Files.createTempDirectory("mediflow-terminology");
    try {
      for (int file = 0; file < FILES; file++) {
        files.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path(file)))));
      }
    } catch (IOException full) {
      close();
      throw full;
    }
  }

  void add(Reading.Row row) throws IOException {
    DataOutputStream file = files.get(Math.floorMod(row.key().hashCode(), FILES));
    file.writeUTF(row.key());
    file.writeByte(row.cells().size());
    for (String cell : row.cells()) {
      file.writeUTF(cell);
    }
  }

  /** To be read once, when all are added: the rows of each key, in the order in which they came. */
  interface Reader {
    void rows(List<Reading.Row> ofOneKey);
  }

  void each(Reader reader) throws IOException {
    for (int file = 0; file < FILES; file++) {
      files.get(file).close();
      Map<String, List<Reading.Row>> byKey = new LinkedHashMap<>();
      try (DataInputStream rows = new DataInputStream(new BufferedInputStream(Files.newInputStream(path(file))))) {
        for (Reading.Row row = read(rows); row != null; row = read(rows)) {
          byKey.computeIfAbsent(row.key(), key -> new ArrayList<>(1)).add(row);
        }
      }
      byKey.values().forEach(reader::rows);
    }
  }

  private static Reading.Row read(DataInputStream rows) throws IOException {
    String key;
    try {
      key = rows.readUTF();
    } catch (EOFException end) {
      return null;
    }
    int size = rows.readUnsignedByte();
    List<String> cells = new ArrayList<>(size);
    for (int cell = 0; cell < size; cell++) {
      cells.add(rows.readUTF());
    }
    return new Reading.Row(key, cells);
  }

  private Path path(int file) {
    return folder.resolve(Integer.toString(file));
  }

  @Override
  public void close() throws IOException {
    for (int file = 0; file < files.size(); file++) {
      files.get(file).close();
      Files.deleteIfExists(path(file));
    }
    Files.deleteIfExists(folder);
  }
}
