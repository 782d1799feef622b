package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A value of the model that is forgotten here works on the JVM and fails natively. */
class RegisteredTest {

  /** Packages whose values travel as JSON or lie in items; {@code ehr} is called and never stored. */
  private static final Set<String> TRAVELLING = Set.of("change", "connection", "record", "write", "watch");

  /** Made at start or answered in process, never written. */
  private static final Set<String> AT_HOME = Set.of("TimeScale", "Accepted", "Repeated", "KeyReused", "Tally");

  @Test
  void everyValueThatTravelsIsRegistered() throws Exception {
    Set<String> values = new TreeSet<>();
    for (String name : modelClasses()) {
      Class<?> type = Class.forName(name);
      boolean travels = TRAVELLING.contains(type.getPackageName().substring("io.mediflow.model.".length()));
      if (travels && (type.isRecord() || type.isEnum()) && !AT_HOME.contains(type.getSimpleName())) {
        values.add(name);
      }
    }
    assertTrue(values.size() > 20, values::toString);
    Set<String> registered = Stream.of(Registered.class.getAnnotation(RegisterForReflection.class).targets())
        .map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    registered.removeIf(name -> name.startsWith("io.mediflow.model.store."));
    assertEquals(values, registered);
  }

  private static List<String> modelClasses() throws Exception {
    URI place = Change.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (place.getPath().endsWith(".jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
        return below(jar.getPath("/"));
      }
    }
    return below(Path.of(place));
  }

  private static List<String> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("io/mediflow/model"))) {
      return files.map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
    }
  }
}
