package io.mediflow.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The folder tree reads like the system: one name everywhere, and the rules run in every module. */
class HouseTest {

  private static final Path ROOT = Path.of(System.getProperty("mediflow.root"));

  @TestFactory
  Stream<DynamicTest> roomsHaveOneNameEverywhere() throws IOException {
    return modules("functions").stream().map(room -> DynamicTest.dynamicTest(room.getFileName().toString(), () -> {
      String name = room.getFileName().toString();
      String stem = stem(name);
      Path code = room.resolve("src/main/java/io/mediflow").resolve(name.replace("-", ""));
      assertHolds(room.resolve("pom.xml"), "<artifactId>" + name + "</artifactId>");
      assertHolds(code.resolve(stem + "Function.java"), "@Funq(\"" + name + "\")");
      assertTrue(Files.exists(code.resolve(stem + "Act.java")), () -> "no act in " + name);
      assertTrue(Files.exists(code.resolve("package-info.java")), () -> "no door sign in " + name);
    }));
  }

  @Test
  void everyModuleRunsTheRules() throws IOException {
    for (String part : List.of("shared", "functions")) {
      for (Path module : modules(part)) {
        if (module.endsWith("model")) {
          continue; // ModelArchitectureTest
        }
        try (Stream<Path> tests = Files.walk(module.resolve("src/test/java"))) {
          assertTrue(tests.anyMatch(file -> file.endsWith("ArchitectureTest.java")),
              () -> "no ArchitectureTest in " + ROOT.relativize(module));
        }
      }
    }
  }

  private static String stem(String name) {
    StringBuilder stem = new StringBuilder();
    for (String part : name.split("-")) {
      stem.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return stem.toString();
  }

  private static void assertHolds(Path file, String text) throws IOException {
    assertTrue(Files.exists(file), () -> "missing: " + ROOT.relativize(file));
    assertTrue(Files.readString(file).contains(text), () -> ROOT.relativize(file) + " lacks " + text);
  }

  private static List<Path> modules(String part) throws IOException {
    try (Stream<Path> folders = Files.list(ROOT.resolve(part))) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    }
  }
}
