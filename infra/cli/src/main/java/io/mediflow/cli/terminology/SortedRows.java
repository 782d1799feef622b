package io.mediflow.cli.terminology;

import io.mediflow.state.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the rows of each key together, however far apart they lie: by the key's hash, a part of them in memory at a time. */
final class SortedRows implements AutoCloseable {

  private static final int SECTIONS = 64;

  private final Spool spool;

  /** @param temporary folder for what outgrows memory */
  SortedRows(Path temporary) {
    spool = new Spool(temporary, SECTIONS);
  }

  void add(Reading.Row row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(row.key());
    out.writeByte(row.cells().size());
    for (String cell : row.cells()) {
      out.writeUTF(cell);
    }
    spool.add(Math.floorMod(row.key().hashCode(), SECTIONS), bytes.toByteArray());
  }

  /** The rows of each key, in the order in which they came. */
  interface Reader {
    void rows(List<Reading.Row> ofOneKey);
  }

  /** To be called when all are added. */
  void each(Reader reader) throws IOException {
    for (int section = 0; section < SECTIONS; section++) {
      Map<String, List<Reading.Row>> byKey = new LinkedHashMap<>();
      DataInputStream rows = new DataInputStream(new ByteArrayInputStream(spool.read(section)));
      while (rows.available() > 0) {
        Reading.Row row = read(rows);
        byKey.computeIfAbsent(row.key(), key -> new ArrayList<>(1)).add(row);
      }
      byKey.values().forEach(reader::rows);
    }
  }

  private static Reading.Row read(DataInputStream rows) throws IOException {
    String key = rows.readUTF();
    int size = rows.readUnsignedByte();
    List<String> cells = new ArrayList<>(size);
    for (int cell = 0; cell < size; cell++) {
      cells.add(rows.readUTF());
    }
    return new Reading.Row(key, cells);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
