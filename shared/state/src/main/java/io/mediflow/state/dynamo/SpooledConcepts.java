package io.mediflow.state.dynamo;

import io.mediflow.model.terminology.Concept;
import io.mediflow.state.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The concepts of a load until all are there: only then is it known over how many buckets they spread. */
final class SpooledConcepts implements AutoCloseable {

  /** One at a time is in memory when buckets are made. */
  private static final int SECTIONS = 64;

  private final Spool spool;

  /** @param folder for what outgrows memory */
  SpooledConcepts(Path folder) {
    spool = new Spool(folder, SECTIONS);
  }

  void add(Concept one) throws IOException {
    byte[] json = ConceptBucket.write(one);
    int hash = Keys.hash(one.code());
    spool.add(ConceptBucket.of(hash, SECTIONS),
        ByteBuffer.allocate(2 * Integer.BYTES + json.length).putInt(hash).putInt(json.length).put(json).array());
  }

  /** A multiple of the sections, so that none of them shares a bucket with the next one. */
  int buckets() {
    return SECTIONS * Math.toIntExact(1 + spool.size() / SECTIONS / ConceptBucket.AIM);
  }

  interface Reader {
    void bucket(int number, List<byte[]> concepts);
  }

  /** Tells the buckets that are not empty. */
  void each(Reader reader) throws IOException {
    int buckets = buckets();
    for (int section = 0; section < SECTIONS; section++) {
      Map<Integer, List<byte[]>> byBucket = new TreeMap<>();
      ByteBuffer bytes = ByteBuffer.wrap(spool.read(section));
      while (bytes.hasRemaining()) {
        int bucket = ConceptBucket.of(bytes.getInt(), buckets);
        byte[] json = new byte[bytes.getInt()];
        bytes.get(json);
        byBucket.computeIfAbsent(bucket, number -> new ArrayList<>()).add(json);
      }
      byBucket.forEach(reader::bucket);
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
