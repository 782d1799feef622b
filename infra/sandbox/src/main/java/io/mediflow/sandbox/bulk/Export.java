package io.mediflow.sandbox.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import io.mediflow.sandbox.store.Store;
import io.mediflow.sandbox.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One export: what there was of these types when it was asked for, cut into files. */
final class Export {

  private static final int LINES_TO_A_FILE = 20_000;

  /** A file: its lines are made as they are read. */
  record File(String list, String type, int count, List<Stored> resources, List<String> deleted) {

    Iterator<String> lines() {
      return Stream.concat(resources.stream().map(one -> one.json().toString()), deleted.stream().map(File::deletion)).iterator();
    }

    private static String deletion(String reference) {
      ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
      bundle.putArray("entry").addObject().putObject("request").put("method", "DELETE").put("url", reference);
      return bundle.toString();
    }
  }

  private final String client;
  private final Instant transactionTime;
  private final List<File> files = new ArrayList<>();
  private int looksLeft;
  private final int looks;

  Export(String client, Store store, Set<String> types, Optional<Instant> since, Instant now, int looks) {
    this.client = client;
    this.transactionTime = now;
    this.looks = looks;
    this.looksLeft = looks;
    store.alone(() -> {
      types.forEach(type -> add(type, store, since));
      return null;
    });
  }

  private void add(String type, Store store, Optional<Instant> since) {
    List<Stored> found = store.all(type).stream().filter(one -> since.isEmpty() || !one.lastUpdated().isBefore(since.get())).toList();
    for (int from = 0; from < found.size(); from += LINES_TO_A_FILE) {
      List<Stored> part = found.subList(from, Math.min(found.size(), from + LINES_TO_A_FILE));
      files.add(new File("output", type, part.size(), part, List.of()));
    }
    List<String> deleted = since.isEmpty() ? List.of() : store.deleted(type, since.get());
    if (!deleted.isEmpty()) {
      files.add(new File("deleted", "Bundle", deleted.size(), List.of(), deleted));
    }
  }

  String client() {
    return client;
  }

  Instant transactionTime() {
    return transactionTime;
  }

  List<File> files() {
    return files;
  }

  /** Counts one look. */
  boolean isReady() {
    return looksLeft-- <= 0;
  }

  int percent() {
    return 100 * (looks - Math.max(0, looksLeft)) / Math.max(1, looks);
  }
}
