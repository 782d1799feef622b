package io.mediflow.cli.terminology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Failure;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Release;
import io.mediflow.model.terminology.TerminologyLoad;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.testkit.memory.MemoryTerminologyStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release is put in force whole, or the one before it stays. Codes and names are invented. */
class LoadingTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String GOOD = "901|Invented|x||Active|False|2026/01/02\n";

  @TempDir private Path folder;
  @TempDir private Path temporary;
  private final MemoryTerminologyStore store = new MemoryTerminologyStore();
  private final StringWriter told = new StringWriter();

  @Test
  void versionChecksumAndAcknowledgementAreKept() throws Exception {
    Path file = Files.writeString(folder.resolve("cvx.txt"), GOOD);
    Release release = load(file).release();
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(GOOD.getBytes(StandardCharsets.UTF_8)));
    assertEquals(new Release("cvx", new Release.Origin("2026-03", "cvx.txt", sha256,
        Optional.of(new Release.Acknowledgement("someone", NOON))), NOON, 1, Set.of(CodeSystems.CVX)), release);
    assertEquals(sha256, load(folder).release().origin().sha256(), "a folder's checksum is that of what was read of it");
  }

  @Test
  void aZipIsReadAsItWasDownloaded() throws IOException {
    Path zip = folder.resolve("codes.ZIP");
    zip(zip, Map.of("readme.txt", "hello", "in/a/folder/CVX.TXT", GOOD));
    assertEquals(1, load(zip).release().concepts());
    Path whole = Files.write(folder.resolve("half.zip"), java.util.Arrays.copyOf(Files.readAllBytes(zip), 60));
    refused(whole, "is not a whole .zip");
  }

  @Test
  void whatCannotBeALoadLeavesTheReleaseInForce() throws IOException {
    load(Files.writeString(folder.resolve("cvx.txt"), GOOD));
    Path wrong = folder.resolve("other.txt");
    refused(folder.resolve("none"), "There is no file or folder");
    refused(Files.createDirectory(folder.resolve("empty")), "There is no cvx.txt at");
    refused(Files.writeString(wrong, ""), "hold no code");
    refused(Files.writeString(wrong, "PK, or any other text\n"), "hold no code");
    refused(Files.writeString(wrong, GOOD + "another format\n".repeat(30)), "30 of 31 lines cannot be read");
    refused(Files.write(wrong, new byte[100_000]), "hold no code");
    Files.writeString(folder.resolve("cvx-2.txt"), GOOD);
    refused(folder, "several files of the kind cvx.txt: cvx-2.txt, cvx.txt");
    assertEquals("2026-03", store.release("cvx").orElseThrow().origin().version());
    assertEquals(1, store.find(Set.of(new Code(CodeSystems.CVX, "901"))).size());
    Failure half = assertThrows(Failure.class, () -> loading(store).load(Kind.NDC, wrong, "1", "someone"));
    assertTrue(half.getMessage().contains("the .zip that holds product.txt and package.txt"), half::getMessage);
  }

  @Test
  void aFewWrongLinesAreLeftOutCountedAndNamed() throws IOException {
    Loading.Loaded loaded = load(Files.writeString(folder.resolve("cvx.txt"),
        "\n" + GOOD + "x|y\n" + GOOD.replace("901", "90A") + "z".repeat(30_000) + "\n" + GOOD.replace("Active", "Odd") + GOOD.replace("901", "902")));
    assertEquals(4, loaded.wrong());
    assertEquals(7, loaded.lines());
    assertEquals(2, loaded.release().concepts());
    for (String said : List.of("line 3: the line has 2 fields", "line 4: the line does not begin with a code", "line 5: the line is longer than",
        "line 6: the line has no vaccine status")) {
      assertTrue(told.toString().contains(said), told::toString);
    }
  }

  @Test
  void aStoreThatFailsHalfwayKeepsTheOldRelease() throws IOException {
    load(Files.writeString(folder.resolve("cvx.txt"), GOOD));
    StringBuilder many = new StringBuilder();
    for (int code = 100; code < 1000; code++) {
      many.append(GOOD.replace("901", "" + code));
    }
    Path file = Files.writeString(folder.resolve("cvx.txt"), many);
    Failing failing = new Failing(store);
    assertThrows(IllegalStateException.class, () -> loading(failing).load(Kind.CVX, file, "new", "someone"));
    assertEquals(2, failing.puts);
    assertEquals("2026-03", store.release("cvx").orElseThrow().origin().version());
    assertEquals(Map.of(), store.find(Set.of(new Code(CodeSystems.CVX, "100"))));
    assertEquals(900, load(file).release().concepts());
  }

  @Test
  void aLoadThatBeganLaterWins() throws IOException {
    Path file = Files.writeString(folder.resolve("cvx.txt"), GOOD);
    TerminologyStore overtaken = new Failing(store) {
      @Override
      public TerminologyLoad begin(String name) {
        TerminologyLoad mine = store.begin(name);
        store.begin(name);
        return mine;
      }
    };
    Failure given = assertThrows(Failure.class, () -> loading(overtaken).load(Kind.CVX, file, "new", "someone"));
    assertTrue(given.getMessage().contains("Another load of cvx began later"), given::getMessage);
  }

  @Test
  void aKeysRowsComeTogetherHoweverFarApart() throws IOException {
    try (SortedRows rows = new SortedRows(temporary)) {
      for (int turn = 0; turn < 3; turn++) {
        for (int key = 0; key < 1000; key++) {
          rows.add(Reading.row("key" + key, "" + turn, "\u00e4\u0000".repeat(200)));
        }
      }
      int[] seen = new int[1];
      rows.each(group -> {
        assertEquals(List.of("0", "1", "2"), group.stream().map(row -> row.cells().getFirst()).toList());
        assertEquals(1, group.stream().map(Reading.Row::key).distinct().count());
        seen[0]++;
      });
      assertEquals(1000, seen[0]);
    }
  }

  private void refused(Path path, String said) {
    Failure failure = assertThrows(Failure.class, () -> load(path));
    assertTrue(failure.getMessage().contains(said), failure::getMessage);
  }

  private Loading.Loaded load(Path path) {
    return loading(store).load(Kind.CVX, path, "2026-03", "someone");
  }

  private Loading loading(TerminologyStore into) {
    return new Loading(into, Clock.fixed(NOON, ZoneOffset.UTC), new PrintWriter(told, true), temporary);
  }

  private static void zip(Path file, Map<String, String> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> one : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Its second put fails, as when the system is stopped. */
  private static class Failing implements TerminologyStore {

    private final TerminologyStore real;
    private int puts;

    Failing(TerminologyStore real) {
      this.real = real;
    }

    @Override
    public Map<Code, Concept> find(Set<Code> codes) {
      return real.find(codes);
    }

    @Override
    public Optional<Release> release(String name) {
      return real.release(name);
    }

    @Override
    public List<Release> releases() {
      return real.releases();
    }

    @Override
    public TerminologyLoad begin(String name) {
      TerminologyLoad load = real.begin(name);
      return new TerminologyLoad() {
        @Override
        public void put(Collection<Concept> concepts) {
          if (++puts == 2) {
            throw new IllegalStateException("the store is gone");
          }
          load.put(concepts);
        }

        @Override
        public Release finish(Release.Origin origin, Instant now) {
          return load.finish(origin, now);
        }

        @Override
        public void close() {
          load.close();
        }
      };
    }
  }
}
