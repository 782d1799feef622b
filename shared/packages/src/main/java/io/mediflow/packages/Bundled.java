package io.mediflow.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packages that {@code packages/index} lists, parsed when this class is initialised: in a native image at its build. */
final class Bundled {

  static final String FOLDER = "packages";

  static final Packages ALL = read();

  private Bundled() {}

  private static Packages read() {
    ClassLoader loader = Bundled.class.getClassLoader();
    return new Packages(names(loader).stream().map(name -> PackageParser.resources(loader, FOLDER + "/" + name)).toList());
  }

  private static List<String> names(ClassLoader loader) {
    try (InputStream index = loader.getResourceAsStream(FOLDER + "/index")) {
      return new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
