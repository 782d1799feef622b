package io.mediflow.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of packages by their path from the packages' root: {@code smart-r4/fhir/patient.yaml}. */
interface PackageFiles {

  Optional<String> find(String path);

  /** Read strictly, as named values. */
  default Section section(String path) {
    String text = find(path).orElseThrow(() -> new PackageException(path, 0, "there is no such file; a package has it"));
    return Section.of(path, Yaml.read(path, text));
  }

  /** Of a class loader's resources, each name beginning so. */
  static PackageFiles resources(ClassLoader loader, String prefix) {
    return path -> {
      try (InputStream stream = loader.getResourceAsStream(prefix + path)) {
        return stream == null ? Optional.empty() : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    };
  }

  static PackageFiles bundled() {
    return resources(PackageFiles.class.getClassLoader(), Bundled.FOLDER + "/");
  }

  /** Of a package, which has all its own, and of those that it may build on: those beside it, and the bundled ones. */
  default PackageFiles of(String name) {
    return path -> path.startsWith(name + "/") ? find(path) : find(path).or(() -> bundled().find(path));
  }

  static PackageFiles folder(Path root) {
    return path -> {
      Path file = root.resolve(path);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException broken) {
        throw new PackageException(path, 0, "it cannot be read; look at its permissions and its encoding (UTF-8)");
      }
    };
  }
}
