package io.mediflow.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Makes a test of every case in a folder, so that a new case needs no Java. Failures are cases too. */
public final class GoldenCases {

  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(SerializationFeature.INDENT_OUTPUT).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private GoldenCases() {}

  /** @param subject what is tested: makes of a case what its {@code expected.json} must hold */
  public static Stream<DynamicTest> in(Path folder, Function<GoldenCase, JsonNode> subject) {
    return list(folder).stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> {
      JsonNode expected = JSON.readTree(one.bytes("expected.json"));
      JsonNode actual = JSON.readTree(JSON.writeValueAsBytes(subject.apply(one)));
      if (!expected.equals(actual)) {
        assertEquals(sorted(expected), sorted(actual), () -> "golden case " + one.folder());
      }
    }));
  }

  /** The cases in a folder, at least one. */
  public static List<GoldenCase> list(Path folder) {
    List<GoldenCase> cases = folders(folder).stream().map(GoldenCase::new).toList();
    if (cases.isEmpty()) {
      fail("there is no golden case in " + folder);
    }
    return cases;
  }

  /** The folders in a folder, in the order of their names. */
  public static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException missing) {
      throw new UncheckedIOException("there is no folder of golden cases " + folder, missing);
    }
  }

  /** A folder among the resources, whether they lie in a folder or in a jar. */
  public static Path resources(ClassLoader loader, String name) {
    URL url = loader.getResource(name);
    if (url == null) {
      throw new IllegalArgumentException("there are no resources " + name);
    }
    URI uri = URI.create(url.toString());
    if (uri.getScheme().equals("jar")) {
      return opened(uri).getPath(name);
    }
    return Path.of(uri);
  }

  private static FileSystem opened(URI jar) {
    try {
      return FileSystems.getFileSystem(jar);
    } catch (FileSystemNotFoundException notYet) {
      try {
        return FileSystems.newFileSystem(jar, Map.of());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private static String sorted(JsonNode tree) throws IOException {
    return JSON.writeValueAsString(JSON.treeToValue(tree, Object.class));
  }
}
