package io.mediflow.cli.terminology;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The files of a publication, where they lie: one file, a folder, or a .zip as it was downloaded, which is not unpacked. */
final class Publication implements AutoCloseable {

  private static final int DEEPEST = 6;

  private interface Source {
    InputStream open() throws IOException;
  }

  private final Path path;
  private final ZipFile zip;
  private final Map<Layout.Part, Source> sources = new LinkedHashMap<>();

  private Publication(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /** @throws Failure when a part is missing */
  static Publication open(Path path, List<Layout.Part> parts) throws IOException {
    if (!Files.exists(path)) {
      throw new Failure(ExitCode.USAGE, "There is no file or folder " + path + ". Check the path.");
    }
    boolean zipped = Files.isRegularFile(path) && path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    Publication publication = new Publication(path, zipped ? new ZipFile(path.toFile()) : null);
    try {
      Map<String, Source> there = publication.there();
      for (Layout.Part part : parts) {
        publication.sources.put(part, Files.isRegularFile(path) && !zipped && parts.size() == 1
            ? () -> Files.newInputStream(path) // whatever it was saved as
            : publication.find(part, there, parts));
      }
      return publication;
    } catch (IOException | RuntimeException failed) {
      publication.close();
      throw failed;
    }
  }

  /** All files by their paths within. */
  private Map<String, Source> there() throws IOException {
    Map<String, Source> there = new LinkedHashMap<>();
    if (zip != null) {
      zip.stream().filter(entry -> !entry.isDirectory())
          .forEach(entry -> there.put(entry.getName(), () -> zip.getInputStream(entry)));
    } else if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.walk(path, DEEPEST)) {
        files.filter(Files::isRegularFile)
            .forEach(file -> there.put(path.relativize(file).toString(), () -> Files.newInputStream(file)));
      }
    } else {
      there.put(path.getFileName().toString(), () -> Files.newInputStream(path));
    }
    return there;
  }

  /** The one nearest to the top: a full release holds smaller ones in its folders. */
  private Source find(Layout.Part part, Map<String, Source> there, List<Layout.Part> parts) {
    for (Pattern name : part.names()) {
      Map<Integer, List<String>> byDepth = there.keySet().stream()
          .filter(one -> name.matcher(one.substring(one.replace('\\', '/').lastIndexOf('/') + 1)).matches())
          .collect(Collectors.groupingBy(one -> one.replace('\\', '/').split("/").length));
      if (!byDepth.isEmpty()) {
        List<String> nearest = byDepth.get(byDepth.keySet().stream().min(Integer::compare).orElseThrow());
        if (nearest.size() > 1) {
          throw new Failure(path + " holds several files of the kind " + part.name() + ": " + nearest.stream().sorted().limit(3)
              .collect(Collectors.joining(", ")) + ". Name one file, or a folder with one release.");
        }
        return there.get(nearest.getFirst());
      }
    }
    throw new Failure("There is no " + part.name() + " at " + path + ". Name the folder or the .zip that holds "
        + parts.stream().map(Layout.Part::name).collect(Collectors.joining(" and ")) + ".");
  }

  /** The caller closes it. */
  InputStream open(Layout.Part part) throws IOException {
    return sources.get(part).open();
  }

  String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Of the file; of a folder, of its files that are read, one after another. */
  String sha256() throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
    List<Source> read = Files.isDirectory(path) ? List.copyOf(sources.values()) : List.of(() -> Files.newInputStream(path));
    for (Source one : read) {
      try (InputStream stream = new DigestInputStream(one.open(), digest)) {
        stream.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
