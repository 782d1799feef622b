package io.mediflow.cli.command;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.PackageException;
import io.mediflow.packages.PackageLint;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.ResourceFolder;
import io.mediflow.packages.doc.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A package as a person names it: NAME, NAME@MAJOR, NAME@VERSION, or the folder that it lies in. */
record PackageArgument(EhrPackage ehr, Examples examples) {

  static PackageArgument find(String named) {
    if (isFolder(named)) {
      Path folder = folder(named);
      try {
        return new PackageArgument(PackageParser.folder(folder), Examples.folder(folder));
      } catch (PackageException wrong) {
        throw new Failure(wrong.getMessage() + ". See all with: mediflow package lint " + named);
      }
    }
    String version = named.substring(named.indexOf('@') + 1);
    EhrPackage ehr = version.contains(".") && named.contains("@") ? exact(named) : MapCommand.ehrPackage(named);
    return new PackageArgument(ehr, Examples.bundled(ehr.name()));
  }

  /** What is wrong with a package, sound or not. */
  static List<String> problems(String named) {
    return isFolder(named)
        ? PackageLint.problems(folder(named))
        : ResourceFolder.bundled(named, PackageLint::problems).orElseThrow(() -> new Failure(ExitCode.USAGE,
            "There is no package " + named + ", neither a folder nor in this build, which has " + names() + "."));
  }

  static String names() {
    return Packages.bundled().all().stream().map(EhrPackage::name).distinct().sorted().collect(Collectors.joining(", "));
  }

  private static EhrPackage exact(String stamp) {
    return Packages.bundled().all().stream().filter(one -> one.stamp().equals(stamp)).findFirst()
        .orElseThrow(() -> new Failure(ExitCode.USAGE, "There is no EHR package " + stamp + " in this build; there are: "
            + Packages.bundled().all().stream().map(EhrPackage::stamp).sorted().collect(Collectors.joining(", "))
            + ". Give the folder of another version."));
  }

  private static boolean isFolder(String named) {
    return named.contains("/") || named.equals(".") || Files.isDirectory(Path.of(named));
  }

  private static Path folder(String named) {
    Path folder = Path.of(named);
    if (!Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, "There is no folder " + named + ".");
    }
    return folder;
  }
}
