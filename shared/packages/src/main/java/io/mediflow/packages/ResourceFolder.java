package io.mediflow.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A folder among a class loader's resources, whether they lie in a folder or in a jar. */
public final class ResourceFolder {

  private ResourceFolder() {}

  /** Of a package that this build carries. */
  public static <T> Optional<T> bundled(String name, Function<Path, T> use) {
    return of(ResourceFolder.class.getClassLoader(), Bundled.FOLDER + "/" + name, use);
  }

  /**
   * @param use what to do with it; the path does not outlive the call
   * @return empty when there is no such folder
   */
  public static <T> Optional<T> of(ClassLoader loader, String folder, Function<Path, T> use) {
    URL url = loader.getResource(folder);
    if (url == null) {
      return Optional.empty();
    }
    URI uri = URI.create(url.toString());
    if (uri.getScheme().equals("file")) {
      return Optional.of(use.apply(Path.of(uri)));
    }
    URI jar = URI.create(uri.getRawSchemeSpecificPart().split("!/")[0]);
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar), Map.of())) {
      return Optional.of(use.apply(files.getPath("/", folder)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
